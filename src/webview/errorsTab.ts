// The errors and warnings of a reply, every field of them.

import type { ReplyError, ReplyState } from '../bridge/reply.ts'
import { make } from './dom.ts'
import { countText } from './units.ts'
import { tokensOf } from './xmlTokens.ts'

type ErrorsState = Extract<ReplyState, { type: 'errors' }>

export function errorsList({ errors, more }: ErrorsState): HTMLElement {
  const list = make('div', { class: 'errors', tabindex: 0, 'aria-label': 'Errors', role: 'region' })
  errors.forEach((error, index) => list.append(errorCard(error, index, errors.length)))
  if (more > 0) {
    list.append(
      make('p', { class: 'note' }, `${countText(more, 'more error')} in the reply are not shown here.`),
    )
  }
  return list
}

function errorCard(error: ReplyError, index: number, count: number): HTMLElement {
  const { severity, tag, type, appTag, path, message, advice, info } = error
  const word = severity === 'error' ? 'Error' : 'Warning'
  const heading = make(
    'h2',
    {},
    make('span', { class: 'severity' }, count > 1 ? `${word} ${index + 1} of ${count}` : word),
    make('code', {}, tag === '' ? type : tag),
  )
  return make(
    'article',
    { class: `errorCard ${severity}` },
    heading,
    make('p', { class: 'message' }, message ?? 'The device gave no message.'),
    advice === undefined ? undefined : make('p', { class: 'advice' }, advice),
    make(
      'dl',
      {},
      ...field('Path', path, 'code'),
      ...field('Tag', tag === '' ? undefined : tag, 'code'),
      ...field('App tag', appTag, 'code'),
      ...field('Type', type === '' ? undefined : type),
      ...field('Severity', severity),
      ...infoField(info),
    ),
  )
}

function field(name: string, value: string | undefined, kind = 'span'): HTMLElement[] {
  if (value === undefined) return []
  return [make('dt', {}, name), make('dd', {}, make(kind, {}, value))]
}

function infoField(info: readonly string[]): HTMLElement[] {
  if (info.length === 0) return []
  const spans = tokensOf(info.join('\n'), 'markup').map(({ kind, text }) =>
    make('span', { class: `x-${kind}` }, text),
  )
  return [make('dt', {}, 'Info'), make('dd', {}, make('pre', {}, ...spans))]
}
