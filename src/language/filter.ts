// Makes a subtree filter (RFC 6241 §6) of a selection in an editor, or of text that a person typed.

import { element, type Markup } from '../xml/build.ts'
import { attributeOf, elementsOf, textOf, type XmlElement } from '../xml/tree.ts'
import { readFragment } from './fragment.ts'
import { BASE_NAMESPACE, isBase, isWrapper } from './netconfNames.ts'
import { errorAt, nameRange, warningAt, type Problem, type TextRange } from './problem.ts'
import { contentSourceOf, sourceOf } from './standalone.ts'
import { elementsInWords } from './wording.ts'

export interface FilterReading {
  /** The content of `<filter type="subtree">`, standing on its own. There unless a problem is an error. */
  readonly value?: Markup
  /** What was understood: "the path /interfaces/interface". */
  readonly describe: string
  readonly problems: readonly Problem[]
}

/** Where a whole message has its filter, or what can serve as one. */
const FILTER_HOLDERS: ReadonlySet<string> = new Set(['filter', 'config', 'data'])

/** A typed filter: one or several elements, with or without `<filter>` around them. Never throws. */
export function checkFilter(text: string): FilterReading {
  const { roots, problems } = readFragment(text)
  if (problems.length > 0) return { describe: '', problems }
  return asFilter(text, roots)
}

/**
 * Of the whole elements that are selected, those; else the way down to the element in which the selection is, without
 * guessing keys. Namespaces declared around them are kept. Never throws.
 */
export function filterFromSelection(text: string, startOffset: number, endOffset: number): FilterReading {
  const selection = trimmed(text, Math.min(startOffset, endOffset), Math.max(startOffset, endOffset))
  const document = readFragment(text)
  const whole = wholeElements(document.roots, selection)
  const [problem] = document.problems
  if (whole.length > 0) return asFilter(text, whole)

  const alone = text.slice(selection.start, selection.end)
  if (alone.startsWith('<') && readFragment(alone).problems.length === 0) return checkFilter(alone)
  if (problem !== undefined && problem.start <= selection.end && !isInside(document.roots, selection)) {
    return { describe: '', problems: [problem] }
  }
  return pathFilter(document.roots, selection)
}

/** `elements` are siblings of `text`; a single one that is a wrapper stands for its content. */
function asFilter(text: string, elements: readonly XmlElement[]): FilterReading {
  const [first] = elements
  if (first === undefined) return { describe: '', problems: [] }
  if (elements.length > 1 || !isFilterWrapper(first)) {
    return {
      value: sourceOf(text, elements),
      describe: elementsInWords(elements, 'element'),
      problems: elements.flatMap(checkNamespace),
    }
  }
  if (first.local === 'filter' && attributeOf(first, 'type') === 'xpath') {
    return {
      describe: '',
      problems: [
        errorAt(
          nameRange(first),
          'This is an XPath filter: choose the XPath filter and type the expression.',
        ),
      ],
    }
  }
  if (textOf(first).trim() !== '') {
    return {
      describe: '',
      problems: [
        errorAt(nameRange(first), `<${first.name}> holds text: a subtree filter is made of elements.`),
      ],
    }
  }
  const inner = elementsOf(first)
  const nested = inner.find((child) => FILTER_HOLDERS.has(child.local) && isBase(child))
  if (nested !== undefined) return asFilter(text, [nested])
  if (inner.length === 0) {
    return {
      describe: '',
      problems: [
        errorAt(
          nameRange(first),
          `<${first.name}> is empty and would select nothing: put an element in it (RFC 6241 §6.4.2).`,
        ),
      ],
    }
  }
  if (inner.length === 1) return asFilter(text, inner)
  return {
    value: contentSourceOf(text, first),
    describe: elementsInWords(inner, 'element'),
    problems: inner.flatMap(checkNamespace),
  }
}

function isFilterWrapper(candidate: XmlElement): boolean {
  return isOuterWrapper(candidate) && (candidate.local === 'filter' || elementsOf(candidate).length > 0)
}

function checkNamespace(candidate: XmlElement): Problem[] {
  if (candidate.uri !== '' && candidate.uri !== BASE_NAMESPACE) return []
  const what = candidate.uri === '' ? 'has no namespace' : 'inherits NETCONF’s own namespace'
  return [
    warningAt(
      nameRange(candidate),
      `<${candidate.name}> ${what}, so many devices will return nothing: add xmlns="…" with its module's namespace.`,
    ),
  ]
}

/** The siblings that together are exactly what is selected. */
function wholeElements(roots: readonly XmlElement[], selection: TextRange): readonly XmlElement[] {
  if (selection.start === selection.end) return []
  let level = roots
  for (;;) {
    const covered = level.filter(({ start, end }) => start >= selection.start && end <= selection.end)
    if (covered.length > 0) {
      const exact = covered[0]?.start === selection.start && covered.at(-1)?.end === selection.end
      return exact ? covered : []
    }
    const around = level.find((candidate) => contains(candidate, selection))
    if (around === undefined) return []
    level = elementsOf(around)
  }
}

function pathFilter(roots: readonly XmlElement[], selection: TextRange): FilterReading {
  const path = ancestryAt(roots, selection)
  const data = path.slice(path.findLastIndex(isOuterWrapper) + 1)
  const [top] = data
  if (top === undefined) {
    const deepest = path.at(-1)
    const message =
      deepest === undefined
        ? 'The cursor is outside all elements: put it in one, or select whole elements.'
        : `The cursor is in <${deepest.name}> but in no configuration element: put it in one.`
    return { describe: '', problems: [errorAt(deepest ? nameRange(deepest) : selection, message)] }
  }
  const value = data.reduceRight<Markup | undefined>((inner, step) => {
    const inherits = step !== top && step.parent?.uri === step.uri
    const unnamed = step === top && step.uri === ''
    return element(step.local, { xmlns: inherits || unnamed ? undefined : step.uri }, inner)
  }, undefined)
  return {
    ...(value && { value }),
    describe: `the path ${data.map((step) => `/${step.local}`).join('')}`,
    problems: checkNamespace(top),
  }
}

/** A wrapper only by position: below configuration the same names are data. */
function isOuterWrapper(candidate: XmlElement): boolean {
  const { parent } = candidate
  return isWrapper(candidate) && (parent === undefined || isOuterWrapper(parent))
}

/** The elements around `range`, outermost first. */
function ancestryAt(roots: readonly XmlElement[], range: TextRange): XmlElement[] {
  const path: XmlElement[] = []
  let level = roots
  for (;;) {
    const next = level.find((candidate) => contains(candidate, range))
    if (next === undefined) return path
    path.push(next)
    level = elementsOf(next)
  }
}

function isInside(roots: readonly XmlElement[], range: TextRange): boolean {
  return ancestryAt(roots, range).length > 0
}

function contains(candidate: XmlElement, range: TextRange): boolean {
  return candidate.start <= range.start && range.end <= candidate.end
}

/** Selections tend to begin in the indentation or end with the line. */
function trimmed(text: string, start: number, end: number): TextRange {
  const from = Math.max(0, Math.min(start, text.length))
  const to = Math.max(from, Math.min(end, text.length))
  const selected = text.slice(from, to)
  if (selected.trim() === '') return { start: from, end: from }
  return {
    start: from + selected.length - selected.trimStart().length,
    end: to - (selected.length - selected.trimEnd().length),
  }
}
