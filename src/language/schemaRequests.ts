// What is asked of the schemas, which live in a thread of their own, and what is answered: plain data alone.

import type { ContentKind, ErrorTag } from '../yang/validation.ts'

/** Each kind of request: what it brings, and what it is answered with. */
export interface SchemaQuestions {
  /** Texts by their hashes: which of them are not there yet? */
  offer: { asks: { readonly hashes: readonly string[] }; answer: readonly string[] }
  /** Texts that were wanted; they stay until no schema has them. */
  texts: { asks: { readonly texts: readonly HashedText[] }; answer: undefined }
  /** Builds the schema, if it is not there already. */
  load: { asks: LoadRequest; answer: LoadedSchema }
  /** All that is wrong in the texts and between them, which takes a look at everything. */
  problems: { asks: OfSchema; answer: readonly SchemaProblem[] }
  /** The tree diagram (RFC 8340) of a module, or of what is at a data path. */
  tree: { asks: OfSchema & { readonly module?: string; readonly path?: string }; answer: string }
  find: { asks: OfSchema & FindRequest; answer: readonly SchemaHit[] }
  /** Undefined where nothing is at the path. */
  node: { asks: OfSchema & { readonly path: string }; answer: NodeFacts | undefined }
  validate: { asks: OfSchema & ValidateRequest; answer: readonly ContentProblem[] }
  dispose: { asks: OfSchema; answer: undefined }
}

export type QuestionKind = keyof SchemaQuestions
export type SchemaRequest = {
  [Kind in QuestionKind]: { readonly type: Kind } & SchemaQuestions[Kind]['asks']
}[QuestionKind]

/** To the thread. Ids are ours, and fresh. */
export interface SchemaCall {
  readonly id: number
  readonly request: SchemaRequest
}

/** From the thread. `gone`: it has no schema of that key, or no text of that hash. */
export type SchemaReturn =
  | { readonly id: number; readonly outcome: 'answer'; readonly answer: unknown }
  | { readonly id: number; readonly outcome: 'error' | 'gone'; readonly message: string }

interface OfSchema {
  readonly key: string
}

export interface HashedText {
  readonly hash: string
  readonly text: string
}

export interface LoadRequest extends OfSchema {
  /** Hashes of texts that are there. */
  readonly texts: readonly string[]
  /** `name@revision` each, `name` alone for the newest. */
  readonly implemented: readonly string[]
  /** Module name → its supported features. */
  readonly features: 'all' | Readonly<Record<string, readonly string[]>>
}

export interface LoadedSchema {
  readonly modules: readonly ModuleFacts[]
  /** Of linking alone: `problems` has all. */
  readonly problems: readonly SchemaProblem[]
}

export interface ModuleFacts {
  readonly name: string
  readonly revision: string
  readonly namespace: string
  readonly prefix: string
  readonly implemented: boolean
}

export interface SchemaProblem {
  /** Of the text that it is in. */
  readonly module: string | undefined
  readonly severity: 'error' | 'warning'
  readonly message: string
  /** From 1. */
  readonly line: number
  readonly column: number
}

export interface FindRequest {
  readonly words: string
  /** How many at most. */
  readonly limit: number
}

export interface SchemaHit {
  /** Data path with module names, as RFC 7951 has them. */
  readonly path: string
  readonly kind: string
  /** As the leaf names it. */
  readonly type: string | undefined
  readonly description: string | undefined
}

export interface NodeFacts extends SchemaHit {
  readonly name: string
  readonly module: string
  readonly namespace: string
  readonly config: boolean | undefined
  readonly status: 'current' | 'deprecated' | 'obsolete'
  readonly mandatory: boolean
  readonly units: string | undefined
  readonly reference: string | undefined
  readonly presence: string | undefined
  readonly keys: readonly string[]
  readonly defaults: readonly string[]
  readonly musts: readonly string[]
  readonly whens: readonly string[]
  /** Data nodes below, choices left out. */
  readonly children: readonly ChildFacts[]
}

export interface ChildFacts {
  readonly name: string
  readonly module: string
  readonly kind: string
  readonly type: string | undefined
}

export interface ValidateRequest {
  readonly kind: ContentKind
  readonly xml: string
  /** Of a reply: the rpc that it answers. */
  readonly rpc?: string
  readonly extent?: 'whole' | 'part'
}

export interface ContentProblem {
  /** Offsets into the text. */
  readonly start: number
  readonly end: number
  readonly path: string
  readonly message: string
  readonly severity: 'error' | 'warning'
  /** Of what no schema says, such as broken XML, undefined. */
  readonly tag: ErrorTag | undefined
  readonly appTag?: string
}
