// The schema table says the same as the YANG module's text.

import assert from 'node:assert/strict'
import test from 'node:test'
import { ROUTER_MODULE } from '../../../src/demo/routerModule.ts'
import { CLEAR_COUNTERS_INTERFACE, ROUTER_SCHEMA } from '../../../src/demo/routerSchema.ts'
import type { SchemaNode } from '../../../src/demo/schemaNode.ts'
import type { ValueType } from '../../../src/demo/valueType.ts'
import { MODULE_NAME, MODULE_NAMESPACE, MODULE_PREFIX, MODULE_REVISION } from '../../../src/demo/yangTypes.ts'

interface Statement {
  readonly keyword: string
  readonly argument: string
  readonly children: readonly Statement[]
}

/** Enough of a YANG reader for a text of ours: quoted strings, no comments, no concatenation. */
function scan(yang: string): Statement {
  const tokens = yang.match(/"[^"]*"|'[^']*'|[{};]|[^\s{};"']+/g) ?? []
  let at = 0
  const next = (): string => {
    const token = tokens[at]
    assert.ok(token !== undefined, 'the text ends early')
    at += 1
    return token
  }
  const statement = (): Statement => {
    const keyword = next()
    const peek = tokens[at]
    const argument = peek === '{' || peek === ';' ? '' : next().replace(/^(["'])([^]*)\1$/, '$2')
    const children: Statement[] = []
    if (next() === '{') {
      while (tokens[at] !== '}') children.push(statement())
      at += 1
    }
    return { keyword, argument, children }
  }
  const module = statement()
  assert.equal(at, tokens.length, 'something follows the module')
  return module
}

const MODULE = scan(ROUTER_MODULE)
const DATA_KEYWORDS = ['container', 'list', 'leaf', 'leaf-list']

function argumentOf(statement: Statement, keyword: string): string | undefined {
  return statement.children.find((child) => child.keyword === keyword)?.argument
}

/** One line for each node, everything that matters in it. */
function linesOfYang(statements: readonly Statement[], path: string, config: boolean): string[] {
  return statements
    .filter((statement) => DATA_KEYWORDS.includes(statement.keyword))
    .flatMap((statement) => {
      const { keyword, argument, children } = statement
      const own = config && argumentOf(statement, 'config') !== 'false'
      const type = children.find((child) => child.keyword === 'type')
      const line = [
        `${path}/${argument}`,
        keyword,
        own ? 'rw' : 'ro',
        type === undefined ? '' : yangType(type),
        `key=${argumentOf(statement, 'key') ?? ''}`,
        `mandatory=${argumentOf(statement, 'mandatory') ?? 'false'}`,
        `default=${argumentOf(statement, 'default') ?? ''}`,
        `user=${argumentOf(statement, 'ordered-by') === 'user'}`,
        `max=${argumentOf(statement, 'max-elements') ?? ''}`,
        `presence=${argumentOf(statement, 'presence') !== undefined}`,
      ].join(' ')
      return [line, ...linesOfYang(children, `${path}/${argument}`, own)]
    })
}

function yangType(type: Statement): string {
  const typedef = MODULE.children.find(
    (child) => child.keyword === 'typedef' && child.argument === type.argument,
  )
  const base = typedef?.children.find((child) => child.keyword === 'type')
  if (base !== undefined) return yangType(base)
  const all = (keyword: string): readonly Statement[] =>
    type.children.filter((child) => child.keyword === keyword)
  return [
    type.argument,
    ...all('range').map((each) => each.argument),
    ...all('length').map((each) => each.argument),
    ...all('pattern').map((each) => each.argument),
    ...all('enum').map((each) => each.argument),
    ...all('path').map((each) => each.argument),
    ...all('type').map(yangType),
  ].join('~')
}

function linesOfTable(schemas: readonly SchemaNode[], path: string): string[] {
  return schemas.flatMap((schema) => {
    const { kind, name, config } = schema
    const leaf = kind === 'leaf' || kind === 'leaf-list'
    const line = [
      `${path}/${name}`,
      kind,
      config ? 'rw' : 'ro',
      leaf ? tableType(schema.type) : '',
      `key=${kind === 'list' ? schema.keys.join(' ') : ''}`,
      `mandatory=${kind === 'leaf' && schema.mandatory}`,
      `default=${kind === 'leaf' ? (schema.default ?? '') : ''}`,
      `user=${(kind === 'list' || kind === 'leaf-list') && schema.orderedByUser}`,
      `max=${kind === 'leaf-list' ? (schema.maxElements ?? '') : ''}`,
      `presence=${kind === 'container' && schema.presence}`,
    ].join(' ')
    return leaf ? [line] : [line, ...linesOfTable(schema.children, `${path}/${name}`)]
  })
}

function tableType(type: ValueType): string {
  switch (type.base) {
    case 'boolean':
      return 'boolean'
    case 'enumeration':
      return ['enumeration', ...type.names].join('~')
    case 'union':
      return ['union', ...type.members.map(tableType)].join('~')
    case 'leafref':
      return ['leafref', type.path.map((name) => `/${MODULE_PREFIX}:${name}`).join('')].join('~')
    case 'string':
      return [
        'string',
        ...(type.length === undefined ? [] : [type.length.join('..')]),
        ...(type.patterns ?? []),
      ].join('~')
    default:
      return [
        type.base,
        ...(type.range === undefined
          ? []
          : [type.range.map(([least, most]) => (least === most ? least : `${least}..${most}`)).join(' | ')]),
      ].join('~')
  }
}

test('every node of the YANG text is in the table as it is in the text, in the same order', () => {
  const fromYang = linesOfYang(MODULE.children, '', true)
  assert.ok(fromYang.length > 70)
  assert.deepEqual(linesOfTable(ROUTER_SCHEMA.children, ''), fromYang)
})

test('the header of the YANG text is what is announced', () => {
  assert.equal(MODULE.argument, MODULE_NAME)
  assert.equal(argumentOf(MODULE, 'namespace'), MODULE_NAMESPACE)
  assert.equal(argumentOf(MODULE, 'prefix'), MODULE_PREFIX)
  assert.equal(argumentOf(MODULE, 'revision'), MODULE_REVISION)
})

test('the input of the RPC is as the text has it', () => {
  const rpc = MODULE.children.find((child) => child.keyword === 'rpc')
  const input = rpc?.children.find((child) => child.keyword === 'input')
  assert.deepEqual(linesOfYang(input?.children ?? [], '', true), linesOfTable([CLEAR_COUNTERS_INTERFACE], ''))
})

test('every list has its keys first, as normalizing expects', () => {
  const visit = (schemas: readonly SchemaNode[]): void => {
    for (const schema of schemas) {
      if (schema.kind !== 'list' && schema.kind !== 'container') continue
      if (schema.kind === 'list') {
        assert.deepEqual(
          schema.children.slice(0, schema.keys.length).map((child) => child.name),
          schema.keys,
        )
      }
      visit(schema.children)
    }
  }
  visit(ROUTER_SCHEMA.children)
})
