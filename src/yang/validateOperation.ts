// Finds the rpc, action or notification in a document, with the data nodes that lead to it (RFC 7950 §7.14, §7.15, §7.16).

import type { DataElement } from './dataElement.ts'
import { buildInstances, type BuildObserver, type Instance } from './instanceBuild.ts'
import { reportAt } from './validateContext.ts'
import type { Session } from './validateSession.ts'

const NETCONF = 'urn:ietf:params:xml:ns:netconf:base:1.0'
const YANG = 'urn:ietf:params:xml:ns:yang:1'

const SILENT: BuildObserver = {
  unknown: () => undefined,
  enter: () => true,
  leaf: (instance, _element, text) => {
    instance.value = text
  },
  text: () => undefined,
}

/** Builds the instances. Gives the operation's own one; reports where there is none. */
export function buildOperation(
  session: Session,
  roots: readonly DataElement[],
  observer: BuildObserver,
): Instance | undefined {
  const { options, rootInstance } = session
  if (options.kind === 'reply') return buildReply(session, roots, observer)
  const found: Instance[] = []
  const wanted = options.kind === 'notification' ? ['notification'] : ['rpc', 'action']
  const context = session.build('input', true, {
    ...observer,
    enter: (instance, element) => {
      if (isOperation(instance)) {
        if (!wanted.includes(instance.facts?.kind ?? '')) {
          observer.unknown(element, instance.parent ?? rootInstance)
          return false
        }
        found.push(instance)
      }
      return observer.enter(instance, element)
    },
  })
  buildInstances(context, rootInstance, unwrapAction(roots))
  addDatastore(session)
  const [operation, second] = found
  const [first] = rootInstance.explicit
  if (operation === undefined) {
    if (first !== undefined) reportMissing(session, first)
  } else if (second !== undefined) {
    reportAt(session, second, {
      fault: 'duplicate',
      tag: 'bad-element',
      message: 'There is another operation in here already; one at a time may be called.',
    })
  }
  return operation
}

function reportMissing(session: Session, first: Instance): void {
  const isEvent = session.options.kind === 'notification'
  reportAt(session, first, {
    fault: 'missing-node',
    tag: 'missing-element',
    message: `There is no ${isEvent ? 'notification' : 'rpc or action'} in here, only data nodes.`,
  })
}

/** The reply's children are the output of the operation that was called. */
function buildReply(
  session: Session,
  roots: readonly DataElement[],
  observer: BuildObserver,
): Instance | undefined {
  const { options, rootInstance } = session
  let operation: Instance | undefined
  const called = session.build('output', true, {
    ...SILENT,
    enter: (instance) => {
      if (isOperation(instance)) operation = instance
      // The input's elements are no output.
      return instance.parent !== operation || instance === operation
    },
  })
  buildInstances(
    called,
    rootInstance,
    options.operation === undefined ? [] : unwrapAction([options.operation]),
  )
  addDatastore(session)
  if (operation === undefined) return undefined
  const content = roots.filter(
    ({ uri, local }) => uri !== NETCONF || (local !== 'ok' && local !== 'rpc-error'),
  )
  buildInstances(session.build('output', false, observer), operation, content)
  return operation
}

function addDatastore(session: Session): void {
  const { datastore } = session.options
  if (datastore === undefined) return
  buildInstances(session.build('input', false, SILENT), session.rootInstance, datastore)
}

function isOperation({ facts }: Instance): boolean {
  return facts?.kind === 'rpc' || facts?.kind === 'action' || facts?.kind === 'notification'
}

/** <action> of RFC 7950 §7.15.2 wraps the data nodes. */
function unwrapAction(roots: readonly DataElement[]): readonly DataElement[] {
  return roots.flatMap((root) =>
    root.uri === YANG && root.local === 'action'
      ? root.children.filter((child) => child.kind === 'element')
      : [root],
  )
}
