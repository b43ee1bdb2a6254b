// The whole text of the demo router's YANG module, as get-schema returns it.

import { YANG_INTERFACES } from './yangInterfaces.ts'
import { YANG_ROUTING } from './yangRouting.ts'
import { YANG_SYSTEM } from './yangSystem.ts'
import { YANG_TYPES } from './yangTypes.ts'

export const ROUTER_MODULE = YANG_TYPES + YANG_SYSTEM + YANG_INTERFACES + YANG_ROUTING
