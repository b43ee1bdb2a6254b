import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { get } from '../../../src/netconf/operations.ts'
import { allStreamsFilter, listStreams } from '../../../src/netconf/streams.ts'

const reply = (data: string): string =>
  `<rpc-reply message-id="1" xmlns="urn:ietf:params:xml:ns:netconf:base:1.0"><data>${data}</data></rpc-reply>`
const OLD = `<netconf xmlns="urn:ietf:params:xml:ns:netmod:notification"><streams>
  <stream><name>NETCONF</name><description>default stream</description><replaySupport>true</replaySupport></stream>
  <stream><name>syslog</name><replaySupport>false</replaySupport></stream>
</streams></netconf>`
const NEW = `<streams xmlns="urn:ietf:params:xml:ns:yang:ietf-subscribed-notifications">
  <stream><name>alarms</name><description>All alarms</description><replay-support/></stream>
</streams>`

describe('the list of event streams', () => {
  it('is asked for where each RFC has it', () => {
    assert.equal(
      get({ filter: allStreamsFilter() }).xml,
      '<get><filter type="subtree"><netconf xmlns="urn:ietf:params:xml:ns:netmod:notification"><streams/></netconf><streams xmlns="urn:ietf:params:xml:ns:yang:ietf-subscribed-notifications"/></filter></get>',
    )
  })

  it('has the streams of RFC 5277 and of RFC 8639, each once', () => {
    assert.deepEqual(listStreams(reply(OLD + NEW)), [
      { name: 'NETCONF', description: 'default stream', replay: true },
      { name: 'syslog', description: '', replay: false },
      { name: 'alarms', description: 'All alarms', replay: true },
    ])
    assert.equal(listStreams(reply(OLD + NEW.replace('alarms', 'NETCONF'))).length, 2)
  })

  it('is empty where nothing is listed, or nothing can be read', () => {
    assert.deepEqual(listStreams(reply('')), [])
    assert.deepEqual(listStreams('<rpc-reply><data>'), [])
    assert.deepEqual(listStreams(reply('<streams><stream/></streams>')), [])
  })
})
