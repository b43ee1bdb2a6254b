// Which substatements each statement may have, how often, what its argument looks like (RFC 7950 §7, §9, §14).

/** `!` exactly one, `?` at most one, `+` at least one, `*` any number; a `^` in front: YANG 1.1 only. */
type Substatements = string

export type ArgumentKind =
  | 'none'
  | 'text'
  | 'identifier'
  | 'reference'
  | 'boolean'
  | 'date'
  | 'status'
  | 'version'
  | 'integer'
  | 'count'
  | 'maximum'
  | 'ordering'
  | 'schemaPath'
  | 'deviate'
  | 'digits'
  | 'modifier'

export interface Rule {
  readonly argument: ArgumentKind
  readonly substatements: Substatements
  /** Not in YANG 1 (RFC 6020). */
  readonly since11?: boolean
}

const DOCUMENTED = 'description? reference?'
const DATA = 'container* leaf* leaf-list* list* choice* ^anydata* anyxml* uses*'
const DEFINED = 'typedef* grouping*'
const OPERATIONS = '^action* ^notification*'
const CONDITIONS = 'when? if-feature* status?'
const HEADER = 'import* include* organization? contact? description? reference? revision*'
const BODY =
  'extension* feature* identity* typedef* grouping* container* leaf* leaf-list* list* choice* ^anydata* anyxml* ' +
  'uses* augment* rpc* notification* deviation*'
const RESTRICTION = `error-message? error-app-tag? ${DOCUMENTED}`
const CASES = 'choice* container* leaf* leaf-list* list* ^anydata* anyxml*'

const rule = (argument: ArgumentKind, substatements = '', since11 = false): Rule => ({
  argument,
  substatements,
  since11,
})

/** The statements of YANG by keyword. */
export const GRAMMAR: Readonly<Record<string, Rule>> = {
  module: rule('identifier', `yang-version? namespace! prefix! ${HEADER} ${BODY}`),
  submodule: rule('identifier', `yang-version? belongs-to! ${HEADER} ${BODY}`),
  'yang-version': rule('version'),
  namespace: rule('text'),
  prefix: rule('identifier'),
  'belongs-to': rule('identifier', 'prefix!'),
  import: rule('identifier', 'prefix! revision-date? ^description? ^reference?'),
  include: rule('identifier', 'revision-date? ^description? ^reference?'),
  'revision-date': rule('date'),
  revision: rule('date', DOCUMENTED),
  organization: rule('text'),
  contact: rule('text'),
  description: rule('text'),
  reference: rule('text'),
  units: rule('text'),
  extension: rule('identifier', `argument? status? ${DOCUMENTED}`),
  argument: rule('identifier', 'yin-element?'),
  'yin-element': rule('boolean'),
  identity: rule('identifier', `^if-feature* base* status? ${DOCUMENTED}`),
  base: rule('reference'),
  feature: rule('identifier', `if-feature* status? ${DOCUMENTED}`),
  'if-feature': rule('text'),
  typedef: rule('identifier', `type! units? default? status? ${DOCUMENTED}`),
  type: rule(
    'reference',
    'fraction-digits? range? length? pattern* enum* bit* path? base* require-instance? type*',
  ),
  'fraction-digits': rule('digits'),
  range: rule('text', RESTRICTION),
  length: rule('text', RESTRICTION),
  pattern: rule('text', `^modifier? ${RESTRICTION}`),
  modifier: rule('modifier', '', true),
  enum: rule('text', `^if-feature* value? status? ${DOCUMENTED}`),
  value: rule('integer'),
  bit: rule('identifier', `^if-feature* position? status? ${DOCUMENTED}`),
  position: rule('count'),
  path: rule('text'),
  'require-instance': rule('boolean'),
  status: rule('status'),
  config: rule('boolean'),
  mandatory: rule('boolean'),
  presence: rule('text'),
  'ordered-by': rule('ordering'),
  must: rule('text', RESTRICTION),
  'error-message': rule('text'),
  'error-app-tag': rule('text'),
  'min-elements': rule('count'),
  'max-elements': rule('maximum'),
  default: rule('text'),
  key: rule('text'),
  unique: rule('text'),
  when: rule('text', DOCUMENTED),
  grouping: rule('identifier', `status? ${DOCUMENTED} ${DEFINED} ${DATA} ${OPERATIONS}`),
  container: rule(
    'identifier',
    `${CONDITIONS} must* presence? config? ${DOCUMENTED} ${DEFINED} ${DATA} ${OPERATIONS}`,
  ),
  leaf: rule('identifier', `${CONDITIONS} type! units? must* default? config? mandatory? ${DOCUMENTED}`),
  'leaf-list': rule(
    'identifier',
    `${CONDITIONS} type! units? must* ^default* config? min-elements? max-elements? ordered-by? ${DOCUMENTED}`,
  ),
  list: rule(
    'identifier',
    `${CONDITIONS} must* key? unique* config? min-elements? max-elements? ordered-by? ${DOCUMENTED} ` +
      `${DEFINED} ${DATA} ${OPERATIONS}`,
  ),
  choice: rule('identifier', `${CONDITIONS} default? config? mandatory? ${DOCUMENTED} case* ${CASES}`),
  case: rule('identifier', `${CONDITIONS} ${DOCUMENTED} ${DATA}`),
  anydata: rule('identifier', `${CONDITIONS} must* config? mandatory? ${DOCUMENTED}`, true),
  anyxml: rule('identifier', `${CONDITIONS} must* config? mandatory? ${DOCUMENTED}`),
  uses: rule('reference', `${CONDITIONS} ${DOCUMENTED} refine* augment*`),
  refine: rule(
    'schemaPath',
    `^if-feature* must* presence? default* config? mandatory? min-elements? max-elements? ${DOCUMENTED}`,
  ),
  augment: rule('schemaPath', `${CONDITIONS} ${DOCUMENTED} case* ${DATA} ${OPERATIONS}`),
  rpc: rule('identifier', `if-feature* status? ${DOCUMENTED} ${DEFINED} input? output?`),
  action: rule('identifier', `if-feature* status? ${DOCUMENTED} ${DEFINED} input? output?`, true),
  input: rule('none', `^must* ${DEFINED} ${DATA}`),
  output: rule('none', `^must* ${DEFINED} ${DATA}`),
  notification: rule('identifier', `if-feature* status? ^must* ${DOCUMENTED} ${DEFINED} ${DATA}`),
  deviation: rule('schemaPath', `${DOCUMENTED} deviate+`),
  deviate: rule(
    'deviate',
    'type? units? must* unique* default* config? mandatory? min-elements? max-elements?',
  ),
}

export interface Allowed {
  readonly least: 0 | 1
  readonly most: number
  readonly since11: boolean
}

/** What a rule's substatements say, by keyword. */
export function allowedIn({ substatements }: Rule): ReadonlyMap<string, Allowed> {
  const allowed = new Map<string, Allowed>()
  for (const [, mark, keyword = '', times] of substatements.matchAll(/(\^?)([\w-]+)([!?+*])/g)) {
    allowed.set(keyword, {
      least: times === '!' || times === '+' ? 1 : 0,
      most: times === '!' || times === '?' ? 1 : Infinity,
      since11: mark !== '',
    })
  }
  return allowed
}
