// Families that differ in data alone: no operations of their own, nothing mended.

import { PLAIN_DIALECT } from '../netconf/dialect.ts'
import { DEFAULT_NS_DIALECT, PREFIXED_DIALECT } from './dialects.ts'
import { family, type Profile } from './profile.ts'

export const general = family({
  name: 'default',
  title: 'Any device',
  vendor: '',
  dialect: PREFIXED_DIALECT,
  transforms: ['Configuration and filters without a namespace are sent in none.'],
})

export const ciena = family({
  name: 'ciena',
  title: 'Ciena SAOS and Waveserver',
  vendor: 'Ciena',
  dialect: DEFAULT_NS_DIALECT,
  signs: [
    {
      where: 'capability',
      pattern: /^(?:urn:ciena:params:xml:ns:yang:|https?:\/\/(?:www\.)?ciena\.com\/ns\/yang\/)/,
      score: 90,
      means: 'a YANG module of Ciena',
    },
  ],
  notes: [{ text: 'The agent refuses requests with the prefix nc:.' }],
})

export const ericsson = family({
  name: 'ericsson',
  title: 'Ericsson',
  vendor: 'Ericsson',
  dialect: DEFAULT_NS_DIALECT,
  signs: [
    {
      where: 'capability',
      pattern: /^(?:urn:(?:rdns:)?(?:ericsson:com|com:ericsson):|http:\/\/www\.ericsson\.com\/)/,
      score: 90,
      means: 'an extension of Ericsson',
    },
  ],
  notes: [{ text: 'A device that wants the prefix nc: takes the profile ericsson-prefixed.' }],
})

export const ericssonPrefixed: Profile = {
  ...ericsson,
  name: 'ericsson-prefixed',
  title: 'Ericsson (with the prefix nc:)',
  dialect: PREFIXED_DIALECT,
  transforms: general.transforms,
  signs: [],
  notes: [],
}

export const adva = family({
  name: 'adva',
  title: 'ADVA',
  vendor: 'Adtran (ADVA)',
  dialect: PLAIN_DIALECT,
  limits: { lock: 'ifSupported' },
  signs: [
    {
      where: 'capability',
      pattern: /^http:\/\/www\.advaoptical\.com\/aos\/netconf\//,
      score: 90,
      means: 'a YANG module of ADVA',
    },
  ],
  notes: [{ text: 'Running cannot be locked.' }],
})

export const ocnos = family({
  name: 'ocnos',
  title: 'IP Infusion OcNOS',
  vendor: 'IP Infusion',
  dialect: PLAIN_DIALECT,
  signs: [
    {
      where: 'capability',
      pattern: /^http:\/\/(?:www\.)?ipinfusion\.com\//,
      score: 90,
      means: 'a YANG module of OcNOS',
    },
  ],
  notes: [{ text: 'The agent is strict about framing: nothing may stand between chunks.' }],
})

export const clixon = family({
  name: 'clixon',
  title: 'Clixon',
  vendor: 'Clixon',
  dialect: PLAIN_DIALECT,
  signs: [
    {
      where: 'capability',
      pattern: /^http:\/\/clicon\.org\//,
      score: 60,
      means: 'a YANG module of Clixon',
    },
  ],
  notes: [
    {
      text: 'Old versions announce base:1.1 and go on with 1.0 framing: force framing 1.0 if the session ends over framing.',
    },
    { text: 'Old versions leave the message-id out of replies.' },
  ],
})

export const netconfd = family({
  name: 'netconfd',
  title: 'netconfd (yuma123)',
  vendor: 'yuma123',
  dialect: PLAIN_DIALECT,
  limits: { validateBeforeCommit: false },
  signs: [
    {
      where: 'capability',
      // yuma-ncx and yuma-types are libraries that other servers load as well.
      pattern: /^http:\/\/netconfcentral\.org\/ns\/yuma-(?:mysession|proc|system|time-filter)\b/,
      score: 60,
      means: 'a YANG module that netconfd implements',
      unless: /^http:\/\/yumaworks\.com\//,
    },
  ],
  notes: [
    { text: 'After a validate of the candidate, version 2.13 answers ok to commit and changes nothing.' },
  ],
})

export const netopeer2 = family({
  name: 'netopeer2',
  title: 'Netopeer2',
  vendor: 'CESNET',
  dialect: PLAIN_DIALECT,
  limits: { schemaDownload: 'optional', cancelFailedConfirmedCommit: true },
  signs: [
    {
      where: 'capability',
      pattern: /^(?:http:\/\/www\.sysrepo\.org\/|urn:sysrepo:)/,
      score: 60,
      means: 'a YANG module of sysrepo, the datastore of Netopeer2',
    },
    {
      where: 'capability',
      pattern: /^urn:ietf:params:xml:ns:yang:1\?(?:.*&)?module=yang(?:&|$)/,
      score: 30,
      means: 'a module that libyang has built in, as Netopeer2 shows it',
    },
  ],
  notes: [
    { text: 'Some modules cannot be fetched by get-schema; the others can.' },
    {
      text: 'After a confirmed commit that failed, older versions still roll back: send cancel-commit.',
    },
  ],
})
