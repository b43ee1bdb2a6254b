// The reply panel's host without its window: what it posts of large replies, of elements alone, of a search.

import assert from 'node:assert/strict'
import { setTimeout as pause } from 'node:timers/promises'
import { test, type TestContext } from 'node:test'
import type { ReplyRecord } from '../../../src/app/replies.ts'
import type { FindState, ReplyState, Subtree, XmlTab } from '../../../src/bridge/reply.ts'
import { ReplyPresenter } from '../../../src/panels/replyPresenter.ts'

type Message<Type extends ReplyState['type']> = Extract<ReplyState, { type: Type }>

class Screen {
  lines: Message<'lines'> | undefined
  tree: Message<'tree'> | undefined
  find: FindState | undefined
  readonly presenter: ReplyPresenter
  static #lastText = 0

  constructor(context: TestContext, xml: string, find?: FindState) {
    const record: ReplyRecord = {
      number: 1,
      deviceId: 'd',
      deviceName: 'core-1',
      operation: 'get',
      receivedAt: new Date(0),
      elapsedMs: 1,
      bytes: xml.length,
      xml,
      requestXml: '<rpc><get/></rpc>',
      outcome: 'data',
      errors: [],
    }
    const options = { nextText: () => (Screen.#lastText += 1), ...(find && { find }) }
    this.presenter = new ReplyPresenter(record, options, {
      post: (state) => this.#receive(state),
      postReply: () => undefined,
    })
    context.after(() => this.presenter.dispose())
    this.presenter.postAll()
  }

  text(): string {
    return this.lines?.rows.map(({ depth, text }) => '  '.repeat(depth) + text).join('\n') ?? ''
  }

  names(): string {
    return this.tree?.rows.map(({ level, name, key }) => '.'.repeat(level) + name + key).join(' ') ?? ''
  }

  subtree(): Subtree | undefined {
    return this.presenter.subtree
  }

  lineOf(text: string): number {
    return this.lines?.rows.find((row) => row.text.includes(text))?.line ?? -1
  }

  async until(happened: () => boolean): Promise<void> {
    const end = Date.now() + 10_000
    while (!happened()) {
      assert.ok(Date.now() < end, 'it never happened')
      await pause(1)
    }
  }

  laidOut(): Promise<void> {
    return this.until(() => this.presenter.progress === 1)
  }

  #receive(state: ReplyState): void {
    if (state.type === 'lines' && state.tab === ('reply' satisfies XmlTab)) this.lines = state
    if (state.type === 'tree') this.tree = state
    if (state.type === 'find') this.find = state.find
  }
}

const entry = (n: number): string => `<if><name>eth${n}</name><mtu>${1_000 + n}</mtu></if>`
const reply = (count: number): string =>
  `<r xmlns="u" xmlns:q="v"><data><ifs>${Array.from({ length: count }, (_, n) => entry(n)).join('')}</ifs><sys><n>q:x</n></sys></data></r>`

test('of a large reply the first screen is there before anything else is laid out', async (context) => {
  const screen = new Screen(context, reply(40_000))
  assert.match(screen.text(), /^<r xmlns/)
  assert.equal(screen.lines?.rows.length, 100)
  assert.ok(screen.presenter.progress < 0.05)
  await screen.laidOut()
  assert.equal(screen.lines.total, 40_000 * 4 + 9)
})

test('the rest of it comes in many turns', async (context) => {
  const screen = new Screen(context, reply(100_000))
  let last = screen.presenter.progress
  let turns = 0
  await screen.until(() => {
    turns += Number(screen.presenter.progress > last)
    last = screen.presenter.progress
    return last === 1
  })
  assert.ok(turns > 10, `${turns} turns`)
})

test('an element alone is the content, in lines, tree and path; back is where it was', async (context) => {
  const screen = new Screen(context, reply(300))
  await screen.laidOut()
  const whole = screen.presenter.text
  screen.presenter.receive({ type: 'showLines', tab: 'reply', first: 800, count: 60 })
  screen.presenter.receive({ type: 'showAlone', line: screen.lineOf('eth205<') - 1 })
  assert.equal(screen.text(), '<if>\n  <name>eth205</name>\n  <mtu>1205</mtu>\n</if>')
  assert.equal(screen.names(), 'ifname: eth205 .name .mtu')
  assert.deepEqual(screen.subtree(), {
    path: ['r', 'data', 'ifs', 'if name: eth205'],
    length: entry(205).length,
  })
  assert.notEqual(screen.presenter.text, whole)
  assert.deepEqual(screen.presenter.part, {
    name: 'if',
    xml: entry(205).replace('<if>', '<if xmlns="u">'),
  })
  screen.presenter.receive({ type: 'back' })
  assert.equal(screen.presenter.text, whole)
  assert.equal(screen.subtree(), undefined)
  assert.match(screen.text(), /eth205</)
  assert.ok((screen.lines?.reveal ?? -1) > 800)
})

test('elements alone nest, and what they inherit comes from all around them', async (context) => {
  const screen = new Screen(context, reply(3))
  await screen.laidOut()
  screen.presenter.receive({ type: 'showAlone', line: 1 })
  screen.presenter.receive({ type: 'showAlone', line: screen.lineOf('<sys>') })
  assert.deepEqual(screen.subtree()?.path, ['r', 'data', 'sys n: q:x'])
  assert.equal(screen.presenter.part?.xml, '<sys xmlns="u" xmlns:q="v"><n>q:x</n></sys>')
  screen.presenter.receive({ type: 'back' })
  assert.deepEqual(screen.subtree()?.path, ['r', 'data'])
  screen.presenter.receive({ type: 'back' })
  screen.presenter.receive({ type: 'back' })
  assert.equal(screen.subtree(), undefined)
})

test('an element whose end is not laid out yet is taken when it is, and whole', async (context) => {
  const screen = new Screen(context, reply(40_000))
  let taken = ''
  screen.presenter.takeElement(2, ({ xml }) => (taken = xml))
  screen.presenter.receive({ type: 'showAlone', line: 2 })
  assert.equal(taken, '')
  assert.equal(screen.subtree(), undefined)
  await screen.until(() => screen.subtree() !== undefined)
  assert.ok(taken.startsWith('<ifs xmlns="u">') && taken.endsWith('</ifs>'))
  assert.equal(screen.subtree()?.length, taken.length - ' xmlns="u"'.length)
})

test('an open search goes on in the next reply, and in an element alone', async (context) => {
  const first = new Screen(context, reply(300))
  await first.laidOut()
  first.presenter.receive({ type: 'openFind' })
  first.presenter.receive({ type: 'find', query: 'ETH205', matchCase: false })
  await first.until(() => first.find?.searching === false)
  assert.deepEqual([first.find?.count, first.find?.current], [1, 1])

  const second = new Screen(context, reply(210), first.presenter.find)
  await second.until(() => second.find?.searching === false)
  assert.deepEqual([second.find?.open, second.find?.query, second.find?.count], [true, 'ETH205', 1])
  assert.match(second.text(), /eth205</)
  second.presenter.receive({ type: 'showAlone', line: second.lineOf('eth204<') - 1 })
  await second.until(() => second.find?.searching === false)
  assert.equal(second.find?.count, 0)
  second.presenter.receive({ type: 'closeFind' })

  const third = new Screen(context, reply(210), second.presenter.find)
  assert.equal(third.find?.open, false)
})

test('folds that are asked for while others are being made come after these', async (context) => {
  const screen = new Screen(context, reply(30_000))
  await screen.laidOut()
  const all = screen.lines?.total
  screen.presenter.receive({ type: 'foldAll', tab: 'reply' })
  screen.presenter.receive({ type: 'unfoldAll', tab: 'reply' })
  screen.presenter.receive({ type: 'toggleFold', tab: 'reply', line: 1 })
  await screen.until(() => screen.lines?.total === 3)
  screen.presenter.receive({ type: 'toggleFold', tab: 'reply', line: 1 })
  assert.equal(screen.lines?.total, all)
})

test('branches of the tree open one after the other, the second while the first is still at it', async (context) => {
  const screen = new Screen(context, reply(30_000))
  await screen.laidOut()
  await screen.until(() => screen.tree?.total === 4)
  const [ifs, sys] = screen.tree?.rows.slice(2).map(({ line }) => line) ?? []
  screen.presenter.receive({ type: 'toggleElement', line: ifs ?? -1 })
  screen.presenter.receive({ type: 'toggleElement', line: sys ?? -1 })
  await screen.until(() => screen.tree?.total === 30_005)
  screen.presenter.receive({ type: 'collapseTree' })
  await screen.until(() => screen.tree?.total === 4)
})
