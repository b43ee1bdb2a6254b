// The reply panel's page: puts its parts together, hands state to them and intents to the host.

import './reply.css'
import type { ReplyIntent, ReplyState, ReplyTab } from '../bridge/reply.ts'
import { button, make } from './dom.ts'
import { errorsList } from './errorsTab.ts'
import { FindBar } from './findBar.ts'
import { connectHost } from './host.ts'
import { ReplyHeader } from './replyHeader.ts'
import { ReplyTabs } from './replyTabs.ts'
import { SubtreeBar } from './subtreeBar.ts'
import { registerReplyComponents } from './toolkit.ts'
import { TreeRows } from './treeRows.ts'
import { XmlLines } from './xmlLines.ts'

registerReplyComponents()

const host = connectHost<ReplyIntent, ReplyState>()
const send = (intent: ReplyIntent): void => host.send(intent)

const header = new ReplyHeader(send)
const findBar = new FindBar(send)
const subtreeBar = new SubtreeBar(send)
const lines = {
  reply: new XmlLines('reply', 'Reply XML', send),
  request: new XmlLines('request', 'Request XML', send),
}
const tree = new TreeRows(send)
const okLine = make(
  'p',
  { class: 'okLine', hidden: true },
  'The device answered ',
  make('code', {}, '<ok/>'),
  '.',
)
const errors = make('div', { class: 'fill' })

const linesBar = (tab: 'reply' | 'request'): HTMLElement =>
  make(
    'div',
    { class: 'viewBar' },
    button('Find', { appearance: 'icon', title: 'Find (Ctrl+F)' }, () => findBar.open()),
    button('Fold All', { appearance: 'icon', title: 'Fold all' }, () => send({ type: 'foldAll', tab })),
    button('Unfold All', { appearance: 'icon', title: 'Unfold all' }, () => send({ type: 'unfoldAll', tab })),
  )

const tabs = new ReplyTabs(
  {
    reply: [okLine, linesBar('reply'), lines.reply.element],
    tree: [
      make(
        'div',
        { class: 'viewBar' },
        make(
          'span',
          { class: 'note hint' },
          'Enter shows an element in the reply, A shows it alone, C copies it, O opens it',
        ),
        button('Collapse', { appearance: 'icon', title: 'Collapse the tree' }, () =>
          send({ type: 'collapseTree' }),
        ),
      ),
      tree.element,
    ],
    errors: [errors],
    request: [linesBar('request'), lines.request.element],
  },
  send,
)

const page = make('main', { hidden: true }, header.element, subtreeBar.element, findBar.element, tabs.element)
const empty = make(
  'div',
  { class: 'empty' },
  make('h1', {}, 'No reply yet'),
  make(
    'p',
    {},
    'Run ',
    make('strong', {}, 'NETCONF: Run get-config'),
    ' from the command palette, or on a device in the NETCONF view.',
  ),
)
document.body.append(empty, page)

let shownText = 0
let tab: ReplyTab = 'reply'

document.addEventListener('keydown', (event) => {
  if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 'f') {
    event.preventDefault()
    if (!page.hidden) findBar.open()
  } else if (event.key === 'F3') {
    event.preventDefault()
    send({ type: event.shiftKey ? 'findPrevious' : 'findNext' })
  } else if (event.key === 'Backspace' && !subtreeBar.element.hidden && !isTyping(event.target)) {
    event.preventDefault()
    send({ type: 'back' })
  }
})

function isTyping(target: EventTarget | null): boolean {
  return target instanceof Node && findBar.element.contains(target)
}

host.listen(receive)
send({ type: 'ready' })

function receive(state: ReplyState): void {
  switch (state.type) {
    case 'empty':
      page.hidden = true
      empty.hidden = false
      return
    case 'reply':
      showReply(state)
      return
    case 'lines':
      lines[state.tab].setState(state)
      return
    case 'tree':
      tree.setState(state)
      return
    case 'errors':
      errors.replaceChildren(errorsList(state))
      return
    case 'find':
      if (findBar.setState(state.find)) focusContent()
      for (const view of Object.values(lines)) view.setFind(state.find)
      return
  }
}

function showReply(state: Extract<ReplyState, { type: 'reply' }>): void {
  const { reply } = state
  page.hidden = false
  empty.hidden = true
  const focusMoves = state.tab !== tab && contents()[tab].contains(document.activeElement)
  tab = state.tab
  if (state.text !== shownText) {
    shownText = state.text
    for (const part of [lines.reply, lines.request, tree]) part.reset()
  }
  header.setState(state)
  subtreeBar.setState(state.subtree)
  okLine.hidden = reply.outcome !== 'ok'
  tabs.setState(tab, reply.errors + reply.warnings, reply.errors > 0 ? 'error' : 'warning')
  // The toolkit shows the tab's content with its next update.
  if (focusMoves) requestAnimationFrame(focusContent)
}

function contents(): Readonly<Record<ReplyTab, HTMLElement>> {
  return { reply: lines.reply.element, request: lines.request.element, tree: tree.element, errors }
}

/** Never from another part of the window, where the person may be typing. */
function focusContent(): void {
  if (document.hasFocus()) contents()[tab].focus()
}
