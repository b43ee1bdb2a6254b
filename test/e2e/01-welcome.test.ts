// A first look: the NETCONF container opens, and says how to begin.

import { journey } from './journey.ts'
import { expectText } from './workbench.ts'

journey('without devices, the NETCONF view offers to add one', async ({ workbench }) => {
  await workbench.view('NETCONF')
  await expectText(workbench.sideBar, /Add Device/)
})
