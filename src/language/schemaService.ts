// Holds schemas by their keys and answers what is asked of them; runs in a thread of its own.

import { checkSchema } from '../yang/checkSchema.ts'
import type { Module } from '../yang/module.ts'
import { parseYang } from '../yang/parseYang.ts'
import { buildSchema, type Schema } from '../yang/schema.ts'
import { searchSchema } from '../yang/search.ts'
import type { YangText } from '../yang/statement.ts'
import { createValidateMemory, type ValidateMemory } from '../yang/validateMemory.ts'
import { checkContent } from './contentCheck.ts'
import { hitOf, nodeFacts } from './nodeFacts.ts'
import { readDataPath } from './schemaPath.ts'
import { schemaProblems } from './schemaProblems.ts'
import type {
  FindRequest,
  HashedText,
  LoadedSchema,
  LoadRequest,
  ModuleFacts,
  NodeFacts,
  SchemaCall,
  SchemaHit,
  SchemaRequest,
  SchemaReturn,
} from './schemaRequests.ts'
import { moduleTree, pathTree } from './schemaTree.ts'

interface Held {
  readonly schema: Schema
  readonly texts: readonly string[]
  readonly memory: ValidateMemory
}

/** What was asked for is not there any more: a thread that ended has forgotten all. */
class Gone extends Error {}

export class SchemaService {
  readonly #texts = new Map<string, YangText>()
  readonly #schemas = new Map<string, Held>()

  /** Never throws: what goes wrong is in the return. */
  answer({ id, request }: SchemaCall): SchemaReturn {
    try {
      return { id, outcome: 'answer', answer: this.#answer(request) }
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      return { id, outcome: error instanceof Gone ? 'gone' : 'error', message }
    }
  }

  #answer(request: SchemaRequest): unknown {
    switch (request.type) {
      case 'offer':
        return request.hashes.filter((hash) => !this.#texts.has(hash))
      case 'texts':
        this.#take(request.texts)
        return undefined
      case 'load':
        return this.#load(request)
      case 'problems':
        return this.#problems(request.key)
      case 'tree':
        return this.#tree(request.key, request.module, request.path)
      case 'find':
        return this.#find(request.key, request)
      case 'node':
        return this.#node(request.key, request.path)
      case 'validate': {
        const { schema, memory } = this.#held(request.key)
        return checkContent(schema, request, memory)
      }
      case 'dispose':
        this.#dispose(request.key)
        return undefined
    }
  }

  #take(texts: readonly HashedText[]): void {
    for (const { hash, text } of texts) if (!this.#texts.has(hash)) this.#texts.set(hash, parseYang(text))
  }

  #load({ key, texts, implemented, features }: LoadRequest): LoadedSchema {
    const known = this.#schemas.get(key)
    const schema =
      known?.schema ??
      buildSchema({
        texts: texts.map((hash) => this.#text(hash)),
        implemented,
        features: features === 'all' ? features : supported(features),
      })
    if (known === undefined) this.#schemas.set(key, { schema, texts, memory: createValidateMemory(schema) })
    return { modules: schema.modules.map(moduleFacts), problems: this.#problemsOf(key) }
  }

  #text(hash: string): YangText {
    const text = this.#texts.get(hash)
    if (text === undefined) throw new Gone('A text of the schema is not here any more.')
    return text
  }

  #held(key: string): Held {
    const held = this.#schemas.get(key)
    if (held === undefined) throw new Gone('The schema is not here any more.')
    return held
  }

  #problems(key: string): LoadedSchema['problems'] {
    checkSchema(this.#held(key).schema)
    return this.#problemsOf(key)
  }

  #problemsOf(key: string): LoadedSchema['problems'] {
    const { schema, texts } = this.#held(key)
    return schemaProblems(
      schema.problems,
      texts.map((hash) => this.#text(hash)),
    )
  }

  #tree(key: string, module: string | undefined, path: string | undefined): string {
    const { schema } = this.#held(key)
    return path === undefined ? moduleTree(schema, module ?? '') : pathTree(schema, path)
  }

  #find(key: string, { words, limit }: FindRequest): SchemaHit[] {
    return searchSchema(this.#held(key).schema, words, { limit }).map(({ node }) => hitOf(node))
  }

  #node(key: string, path: string): NodeFacts | undefined {
    const { schema } = this.#held(key)
    const read = readDataPath(path, schema)
    const node = read.path && schema.find(read.path)
    return node && nodeFacts(node)
  }

  /** Texts that no other schema has go too. */
  #dispose(key: string): void {
    this.#schemas.delete(key)
    const used = new Set([...this.#schemas.values()].flatMap(({ texts }) => texts))
    for (const hash of this.#texts.keys()) if (!used.has(hash)) this.#texts.delete(hash)
  }
}

function supported(
  features: Readonly<Record<string, readonly string[]>>,
): ReadonlyMap<string, ReadonlySet<string>> {
  return new Map(Object.entries(features).map(([module, names]) => [module, new Set(names)]))
}

function moduleFacts({ name, revision, namespace, prefix, implemented }: Module): ModuleFacts {
  return { name, revision, namespace, prefix, implemented }
}
