// How the subscriptions of a device are shown in its tree: what runs, how much came, why it ended.

import { ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState } from 'vscode'
import type { ShownSubscription } from '../app/subscriptions.ts'
import type { SubscriptionNode } from './deviceNodes.ts'
import { factsTooltip } from './factsTooltip.ts'

export function subscriptionsItem(all: readonly ShownSubscription[]): TreeItem {
  const item = new TreeItem('Subscriptions', TreeItemCollapsibleState.Expanded)
  const running = all.filter(({ ended }) => ended === undefined).length
  item.iconPath = new ThemeIcon('broadcast')
  item.description = `${running} running`
  item.contextValue = 'subscriptions'
  return item
}

export function subscriptionItem(node: SubscriptionNode, shown: ShownSubscription | undefined): TreeItem {
  if (shown === undefined) return new TreeItem('(removed)')
  const { number, title, ended, received, dropped, canStop } = shown
  const item = new TreeItem(`S${number} ${title}`, TreeItemCollapsibleState.None)
  const counts = [`${received} received`, ...(dropped === 0 ? [] : [`${dropped} dropped`])]
  item.description = [...(ended === undefined ? [] : [`ended: ${ended}`]), ...counts].join(' · ')
  item.iconPath =
    ended === undefined
      ? new ThemeIcon('pulse', new ThemeColor('testing.iconPassed'))
      : new ThemeIcon('circle-slash')
  item.tooltip = factsTooltip(`S${number} ${title}`, facts(shown))
  item.contextValue = [
    'subscription',
    ended === undefined ? 'running' : 'ended',
    ...(canStop ? ['stoppable'] : []),
  ].join(' ')
  item.command = {
    title: 'Show Notifications',
    command: 'netconfExplorer.showNotifications',
    arguments: [node],
  }
  return item
}

function facts(shown: ShownSubscription): [name: string, value: string][] {
  const { since, sessionId, ownSession, canStop, ended, received, dropped } = shown
  return [
    ['State', ended === undefined ? 'running' : `ended: ${ended}`],
    ['Since', since.toLocaleString()],
    ['Session', `${sessionId}${ownSession ? ', for this alone' : ''}`],
    ['Received', String(received)],
    ...(dropped === 0
      ? []
      : ([['Dropped', `${dropped}, which came too fast to be shown`]] satisfies [string, string][])),
    ...(canStop ? [] : ([['Ends', 'with the session']] satisfies [string, string][])),
  ]
}
