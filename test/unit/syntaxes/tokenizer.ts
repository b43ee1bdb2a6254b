// Tokenises text as the editor does, with the grammars as the manifest contributes them.

import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import oniguruma from 'vscode-oniguruma'
import textmate, { type IGrammar } from 'vscode-textmate'

const ROOT = join(import.meta.dirname, '../../..')
const HOST = 'test/unit/syntaxes/fixtures/xml.tmLanguage.json'

interface ContributedGrammar {
  readonly scopeName: string
  readonly path: string
  readonly injectTo?: readonly string[]
}

export interface Token {
  readonly text: string
  /** Outermost first. */
  readonly scopes: readonly string[]
}

export async function loadGrammar(scopeName: 'text.xml' | 'source.yang'): Promise<IGrammar> {
  const wasm = await readFile(createRequire(import.meta.url).resolve('vscode-oniguruma/release/onig.wasm'))
  await oniguruma.loadWASM(wasm)
  const manifest = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as {
    contributes: { grammars: ContributedGrammar[] }
  }
  const { grammars } = manifest.contributes
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (sources) => new oniguruma.OnigScanner(sources),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: async (scope) => {
      const path = scope === 'text.xml' ? HOST : grammars.find((entry) => entry.scopeName === scope)?.path
      if (path === undefined) return null
      return textmate.parseRawGrammar(await readFile(join(ROOT, path), 'utf8'), path)
    },
    getInjections: (scope) =>
      grammars.filter((entry) => entry.injectTo?.includes(scope)).map((entry) => entry.scopeName),
  })
  const grammar = await registry.loadGrammar(scopeName)
  if (grammar === null) throw new Error(`no grammar for ${scopeName}`)
  return grammar
}

export function tokenize(grammar: IGrammar, text: string): Token[] {
  let state = textmate.INITIAL
  return text.split('\n').flatMap((line) => {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, state)
    state = ruleStack
    return tokens.map(({ startIndex, endIndex, scopes }) => ({
      text: line.slice(startIndex, endIndex),
      scopes,
    }))
  })
}

/** The innermost scope of the token that holds the part of `marked` between « and »; the marks are not tokenised. */
export function scopesAtMark(grammar: IGrammar, marked: string): readonly string[] {
  const before = marked.slice(0, marked.indexOf('«'))
  const wanted = before.replace(/\n/g, '').length
  let at = 0
  for (const token of tokenize(grammar, marked.replace(/[«»]/g, ''))) {
    at += token.text.length
    if (at > wanted) return token.scopes
  }
  return []
}
