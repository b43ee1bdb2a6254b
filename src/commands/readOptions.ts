// What get and get-config can be asked with: a filter, and how defaults are reported.

import { QuickPickItemKind, window } from 'vscode'
import { checkFilter, filterFromSelection, type FilterReading } from '../language/filter.ts'
import type { Capabilities, WithDefaults } from '../netconf/capabilities.ts'
import type { Filter, GetOptions } from '../netconf/operations.ts'
import { parseXml } from '../xml/parse.ts'
import { askPick, askText, onlyStep, type Choice } from './steps.ts'

type Answer = 'none' | 'selection' | 'subtree' | 'xpath' | 'defaults' | 'separator'

const DEFAULTS_IN_WORDS: Readonly<Record<WithDefaults, string>> = {
  'report-all': 'report all values, defaults too',
  'report-all-tagged': 'report all values, defaults marked as such',
  trim: 'leave out values that equal the default',
  explicit: 'report what was set, even to the default',
}

/** Asks for what the device supports. Undefined: dismissed. */
export async function askReadOptions(
  title: string,
  capabilities: Capabilities,
): Promise<GetOptions | undefined> {
  let withDefaults: WithDefaults | undefined
  for (;;) {
    const answer = await askPick(onlyStep(title), {
      placeholder: 'Filter',
      choices: [...filterChoices(capabilities), ...defaultsChoices(capabilities, withDefaults)],
    })
    if (answer === undefined || answer === 'back') return undefined
    if (answer.value === 'defaults') {
      const chosen = await askWithDefaults(title, capabilities.withDefaults)
      if (chosen !== undefined) withDefaults = chosen.value
      continue
    }
    const filter = await askFilter(title, answer.value, capabilities)
    if (filter === undefined) continue
    return {
      ...(filter !== 'none' && { filter }),
      ...(withDefaults !== undefined && { withDefaults }),
    }
  }
}

/** Asks for a filter and nothing else. `doubt`: what is doubtful about an XPath expression. Undefined: dismissed. */
export async function askFilterAlone(
  title: string,
  capabilities: Capabilities,
  doubt: typeof unboundPrefix = unboundPrefix,
): Promise<{ readonly filter: Filter | undefined } | undefined> {
  for (;;) {
    const choices = filterChoices(capabilities)
    const answer = await askPick(onlyStep(title), { placeholder: 'Filter', choices })
    if (answer === undefined || answer === 'back') return undefined
    const filter = await askFilter(title, answer.value, capabilities, doubt)
    if (filter !== undefined) return { filter: filter === 'none' ? undefined : filter }
  }
}

function filterChoices(capabilities: Capabilities): Choice<Answer>[] {
  const selected = selectionFilter()
  return [
    { label: 'No filter', description: 'everything', value: 'none' },
    ...(selected?.value === undefined
      ? []
      : [
          {
            label: 'Subtree filter from the editor',
            description: selected.describe,
            value: 'selection' as const,
          },
        ]),
    { label: 'Subtree filter…', description: 'typed as XML', value: 'subtree' },
    ...(capabilities.has(':xpath')
      ? [{ label: 'XPath filter…', description: 'typed', value: 'xpath' as const }]
      : []),
  ]
}

function defaultsChoices(
  { withDefaults: [basic] }: Capabilities,
  withDefaults: WithDefaults | undefined,
): Choice<Answer>[] {
  if (basic === undefined) return []
  return [
    { label: '', kind: QuickPickItemKind.Separator, value: 'separator' },
    {
      label: 'With defaults…',
      description: withDefaults ?? `as the device does (${basic})`,
      value: 'defaults',
    },
  ]
}

/** Undefined: dismissed, back to the choice of a filter. */
async function askFilter(
  title: string,
  kind: Answer,
  capabilities: Capabilities,
  doubt: typeof unboundPrefix = unboundPrefix,
): Promise<Filter | 'none' | undefined> {
  switch (kind) {
    case 'selection': {
      const content = selectionFilter()?.value
      return content && { type: 'subtree', content }
    }
    case 'subtree': {
      const typed = await askText(onlyStep(title), {
        prompt: 'Elements to select, with their namespace',
        placeholder: '<interfaces xmlns="urn:ietf:params:xml:ns:yang:ietf-interfaces"/>',
        validate: (text) => checkFilter(text).problems.find(({ severity }) => severity === 'error')?.message,
        warn: (text) => checkFilter(text).problems[0]?.message,
      })
      const content = typed === undefined || typed === 'back' ? undefined : checkFilter(typed.value).value
      return content && { type: 'subtree', content }
    }
    case 'xpath': {
      const typed = await askText(onlyStep(title), {
        prompt: 'XPath expression; module names serve as prefixes',
        placeholder: '/ietf-interfaces:interfaces/ietf-interfaces:interface',
        validate: (text) => (text === '' ? 'Type an XPath expression.' : undefined),
        warn: (text) => doubt(text, capabilities),
      })
      if (typed === undefined || typed === 'back') return undefined
      return { type: 'xpath', select: typed.value, namespaces: namespacesIn(typed.value, capabilities) }
    }
    case 'none':
    case 'defaults':
    case 'separator':
      return 'none'
  }
}

/** `modes`: those that the device announced, its own first. Undefined: dismissed. */
export function askWithDefaults(
  title: string,
  modes: readonly WithDefaults[],
): Promise<{ readonly value: WithDefaults | undefined } | undefined> {
  const choices: Choice<WithDefaults | undefined>[] = [
    { label: 'As the device does', description: modes[0] ?? '', value: undefined },
    ...modes.map((mode) => ({
      label: mode,
      description: DEFAULTS_IN_WORDS[mode],
      value: mode,
    })),
  ]
  return askPick(onlyStep(title), {
    placeholder: 'How shall defaults be reported (RFC 6243)?',
    choices,
  }).then((answer) => (answer === 'back' ? undefined : answer))
}

/** What the active XML editor's selection, or the element around its cursor, would filter. */
function selectionFilter(): FilterReading | undefined {
  const editor = window.activeTextEditor
  if (editor?.document.languageId !== 'xml') return undefined
  const { document, selection } = editor
  return filterFromSelection(
    document.getText(),
    document.offsetAt(selection.start),
    document.offsetAt(selection.end),
  )
}

const PREFIX = /([A-Za-z_][\w.-]*):(?!:)/g

/** Prefixes in the expression that are names of announced modules, bound to the modules' namespaces. */
export function namespacesIn(expression: string, { modules }: Capabilities): Record<string, string> {
  const bound: Record<string, string> = {}
  for (const [, prefix] of expression.matchAll(PREFIX)) {
    const module = modules.find(({ name }) => name === prefix)
    if (prefix !== undefined && module !== undefined) bound[prefix] = module.namespace
  }
  return bound
}

/** What is doubtful about the prefixes of an expression. */
export function unboundPrefix(expression: string, capabilities: Capabilities): string | undefined {
  const bound = namespacesIn(expression, capabilities)
  const [, prefix] =
    [...expression.matchAll(PREFIX)].find(([, name]) => name !== undefined && !(name in bound)) ?? []
  return prefix && `No announced module is called ${prefix}, so the prefix is sent without a namespace.`
}

/** What narrows a reply, for its header: `subtree interfaces, with-defaults trim`. Undefined for everything. */
export function readDetail({ filter, withDefaults }: GetOptions): string | undefined {
  const parts: string[] = []
  if (filter?.type === 'xpath') parts.push(`XPath ${filter.select}`)
  if (filter?.type === 'subtree') parts.push(`subtree ${subtreeNames(filter.content)}`)
  if (withDefaults !== undefined) parts.push(`with-defaults ${withDefaults}`)
  return parts.length === 0 ? undefined : parts.join(', ')
}

function subtreeNames(content: string): string {
  return parseXml(content, { fragment: true })
    .roots.map(({ local }) => local)
    .join(', ')
}
