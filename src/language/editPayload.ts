// Understands an XML text on the screen as something to send: a message, an operation or configuration.

import { checkedMarkup, type Attributes, type Markup } from '../xml/build.ts'
import { elementsOf, type XmlElement } from '../xml/tree.ts'
import { readConfiguration, readEditConfig, readWrapped, type EditContent } from './editContent.ts'
import { readFragment } from './fragment.ts'
import { BASE_NAMESPACE, isBase, isConfigWrapper, isDataWrapper, isKnownOperation } from './netconfNames.ts'
import { errorAt, nameRange, warningAt, type Problem } from './problem.ts'
import { sourceOf } from './standalone.ts'
import { elementsInWords } from './wording.ts'

export interface EditPayload {
  readonly kind: 'rpc' | 'operation' | 'config' | 'elements'
  /** What the text was taken for, to follow "sends": 'a whole <rpc> with edit-config'. */
  readonly describe: string
  readonly content: EditContent | OperationContent
}

/** Any operation but edit-config, sent as it is written. */
export interface OperationContent {
  readonly type: 'operation'
  readonly name: string
  readonly uri: string
  /** Stands on its own; goes into an `<rpc>` of ours, with a message-id of ours. */
  readonly markup: Markup
  /** What else the person's `<rpc>` carried, to be returned by the server (RFC 6241 §4.1), with its xmlns. */
  readonly rpcAttributes: Attributes
}

/** Reads `text`. Never throws; `value` is there unless a problem is an error. */
export function readEditPayload(text: string): { value?: EditPayload; problems: Problem[] } {
  const { roots, problems: found } = readFragment(text)
  const problems = [...found]
  const [root] = roots
  if (root === undefined || problems.length > 0) return { problems }
  const value = roots.length === 1 ? readOne(text, root, problems) : readSeveral(text, roots, problems)
  return value === undefined || problems.some((problem) => problem.severity === 'error')
    ? { problems }
    : { value, problems }
}

function readOne(text: string, root: XmlElement, problems: Problem[]): EditPayload | undefined {
  if (root.local === 'rpc') return readRpc(text, root, problems)
  if (root.local === 'rpc-reply' && isBase(root)) return readReply(text, root, problems)
  if ((root.local === 'hello' && isBase(root)) || root.local === 'notification') {
    problems.push(
      errorAt(
        nameRange(root),
        `<${root.name}> is not something to send: open configuration, an operation or a whole <rpc>.`,
      ),
    )
    return undefined
  }
  if (isKnownOperation(root)) {
    const content = readOperation(text, root, {}, problems)
    return content && { kind: 'operation', describe: `the operation ${root.local}`, content }
  }
  if (isDataWrapper(root)) return readData(text, root, `the content of <${root.name}>`, problems)
  if (isConfigWrapper(root)) return readConfig(text, root, problems)
  if (isForeignWrapper(root)) {
    problems.push(
      warningAt(
        nameRange(root),
        `<${root.name}> is in the namespace ${root.uri}; only what is inside is sent: write xmlns="${BASE_NAMESPACE}".`,
      ),
    )
    return readConfig(text, root, problems)
  }
  return readElements(text, [root], problems)
}

function readSeveral(
  text: string,
  roots: readonly XmlElement[],
  problems: Problem[],
): EditPayload | undefined {
  const lone = roots.find(
    (root) => root.local === 'rpc' || isKnownOperation(root) || isConfigWrapper(root) || isDataWrapper(root),
  )
  if (lone === undefined) return readElements(text, roots, problems)
  problems.push(
    errorAt(
      nameRange(lone),
      `<${lone.name}> must be alone, but there are ${roots.length} top elements: keep one, or only configuration elements.`,
    ),
  )
  return undefined
}

function readRpc(text: string, rpc: XmlElement, problems: Problem[]): EditPayload | undefined {
  if (rpc.uri !== BASE_NAMESPACE) problems.push(wrongRpcNamespace(rpc))
  const [operation, second] = elementsOf(rpc)
  if (operation === undefined) {
    problems.push(
      errorAt(nameRange(rpc), 'This <rpc> holds no operation: put one in, such as <edit-config>.'),
    )
    return undefined
  }
  if (second !== undefined) {
    problems.push(
      errorAt(
        nameRange(second),
        'An <rpc> holds one operation (RFC 6241 §4.1): move this one to an <rpc> of its own.',
      ),
    )
    return undefined
  }
  const content = readOperation(text, operation, attributesToReturn(rpc), problems)
  return content && { kind: 'rpc', describe: `a whole <rpc> with ${operation.local}`, content }
}

function wrongRpcNamespace(rpc: XmlElement): Problem {
  if (rpc.uri === '') {
    return warningAt(
      nameRange(rpc),
      `<rpc> has no namespace; it is sent in NETCONF's: add xmlns="${BASE_NAMESPACE}".`,
    )
  }
  return errorAt(
    nameRange(rpc),
    `<rpc> is in the namespace ${rpc.uri}, which is not NETCONF's: write xmlns${rpc.prefix === '' ? '' : `:${rpc.prefix}`}="${BASE_NAMESPACE}".`,
  )
}

/** All but message-id, which is always ours, and the declarations of the prefixes that the rest needs. */
function attributesToReturn(rpc: XmlElement): Attributes {
  const kept: Record<string, string> = {}
  for (const { name, local, prefix, value } of rpc.attributes) {
    if (name === 'xmlns' || prefix === 'xmlns' || local === 'message-id') continue
    kept[name] = value
    const uri = rpc.declares[prefix]
    if (prefix !== '' && uri !== undefined) kept[`xmlns:${prefix}`] = uri
  }
  return kept
}

function readOperation(
  text: string,
  operation: XmlElement,
  rpcAttributes: Attributes,
  problems: Problem[],
): EditPayload['content'] | undefined {
  if (operation.local === 'edit-config' && isBase(operation)) return readEditConfig(text, operation, problems)
  if (operation.uri !== '') {
    const { local: name, uri } = operation
    return { type: 'operation', name, uri, markup: sourceOf(text, [operation]), rpcAttributes }
  }
  if (operation.parent === undefined) {
    problems.push(
      warningAt(
        nameRange(operation),
        `<${operation.name}> has no namespace; it is sent in NETCONF's: add xmlns="${BASE_NAMESPACE}".`,
      ),
    )
  }
  return {
    type: 'operation',
    name: operation.local,
    uri: BASE_NAMESPACE,
    markup: inBaseNamespace(text, operation),
    rpcAttributes,
  }
}

/** For an operation without any namespace: what is in none goes into NETCONF's. */
function inBaseNamespace(text: string, operation: XmlElement): Markup {
  const nameLength = 1 + operation.name.length
  const tag = text
    .slice(operation.start + nameLength, operation.startTagEnd)
    .replace(/\sxmlns\s*=\s*(?:""|'')/, '')
  const rest = text.slice(operation.startTagEnd, operation.end)
  return checkedMarkup(`<${operation.name} xmlns="${BASE_NAMESPACE}"${tag}${rest}`)
}

/** A saved reply: its configuration goes back as it came. */
function readReply(text: string, reply: XmlElement, problems: Problem[]): EditPayload | undefined {
  const children = elementsOf(reply)
  const data = children.find(isDataWrapper)
  if (data !== undefined) return readData(text, data, `the data of an <${reply.name}>`, problems)
  // Junos answers get-configuration with <configuration> and no <data>.
  const useless =
    children.length === 0 || children.some(({ local }) => local === 'ok' || local === 'rpc-error')
  if (!useless) return readData(text, reply, `the content of an <${reply.name}>`, problems)
  problems.push(
    errorAt(
      nameRange(reply),
      `This <${reply.name}> holds no configuration to send: open one with <data>, or write configuration elements.`,
    ),
  )
  return undefined
}

function readData(
  text: string,
  wrapper: XmlElement,
  what: string,
  problems: Problem[],
): EditPayload | undefined {
  const content = readWrapped(text, wrapper, problems)
  if (content === undefined) return undefined
  const elements = elementsInWords(elementsOf(wrapper), 'configuration element')
  return { kind: 'elements', describe: `${what}: ${elements}`, content }
}

function readConfig(text: string, config: XmlElement, problems: Problem[]): EditPayload | undefined {
  const content = readWrapped(text, config, problems)
  if (content === undefined) return undefined
  const elements = elementsInWords(elementsOf(config), 'configuration element')
  return { kind: 'config', describe: `a <${config.name}> with ${elements}`, content }
}

function readElements(text: string, elements: readonly XmlElement[], problems: Problem[]): EditPayload {
  const content = readConfiguration(text, elements, problems)
  return { kind: 'elements', describe: elementsInWords(elements, 'configuration element'), content }
}

/** A `<config>` that somebody's tool has put in a namespace of its own, around modules that have theirs. */
function isForeignWrapper(element: XmlElement): boolean {
  const children = elementsOf(element)
  return (
    element.local === 'config' &&
    children.length > 0 &&
    children.every((child) => child.uri !== '' && child.uri !== element.uri)
  )
}
