/**
 * This article, in the vocabulary of `model.ts`. The text itself is not here: only facts, names, figures and its six direct
 * quotations. Everything else is in our own words. ¶ counts the body's paragraphs from 1.
 */
import type { Briefing, Dispute, Observation, Outlet, Place, Quotation, ReportedEvent, Speaker, Statement } from './model.ts'
import { identify } from './model.ts'

const speakers = identify({
  us: { name: 'United States', role: 'no official named', slot: 1 },
  trump: { name: 'Trump', role: 'U.S. president', slot: 1 },
  iran: { name: 'Iran', role: 'no official named', slot: 2, pronunciation: 'ih-RAHN' },
  russia: { name: 'Russia', role: 'no official named', slot: 3 },
  official: { name: 'A top Russian official', role: 'not named in ¶3', slot: 3 },
  patrushev: { name: 'Nikolai Patrushev', role: 'Secretary of Russia’s Security Council', slot: 3, pronunciation: 'nih-kuh-LYE PAH-troo-shev' },
  putin: { name: 'Putin', role: 'Russian leader', slot: 3, pronunciation: 'POO-tin' },
  israel: { name: 'Israel', role: 'no official named', slot: 4 },
  merkel: { name: 'Angela Merkel', role: 'German chancellor', slot: 5, pronunciation: 'AHN-geh-lah MAIR-kel' },
  mueller: { name: 'Mueller report', role: 'a document', slot: 6, pronunciation: 'MULL-er' },
  author: { name: 'The author', role: 'name not given', slot: 6 },
  unstated: { name: 'Speaker not stated', slot: 6 },
} satisfies Record<string, Omit<Speaker, 'id'>>)

const outlets = identify({
  haaretz: { name: 'Ha’aretz' },
  reuters: { name: 'Reuters' },
  mueller: { name: 'Mueller report' },
} satisfies Record<string, Omit<Outlet, 'id'>>)

const quotations = identify({
  pressure: {
    exact: 'maximum pressure',
    prefix: 'campaign of “',
    suffix: '” on Iran',
    speaker: speakers.unstated,
    voice: 'direct',
    paragraph: 1,
    about: 'the name of Trump’s campaign on Iran',
  },
  onTheTable: {
    exact: 'on the table',
    prefix: 'future attacks are “',
    speaker: speakers.trump,
    voice: 'direct',
    paragraph: 5,
    about: 'future attacks on Iran',
  },
  suspicious: {
    exact: 'suspicious',
    prefix: 'tanker attacks were “',
    suffix: '” and',
    speaker: speakers.iran,
    voice: 'direct',
    paragraph: 10,
    about: 'the tanker attacks',
  },
  strong: {
    exact: 'strong',
    prefix: 'U.S. evidence is “',
    speaker: speakers.merkel,
    voice: 'direct',
    paragraph: 10,
    about: 'the U.S. evidence',
  },
  catastrophe: {
    exact: 'would be a catastrophe for the region',
    speaker: speakers.putin,
    voice: 'direct',
    paragraph: 11,
    about: 'a U.S. attack on Iran',
  },
  surge: {
    exact: 'a surge in violence and perhaps an increase in the number of refugees',
    speaker: speakers.putin,
    voice: 'direct',
    paragraph: 11,
    about: 'what a U.S. attack could result in',
  },
} satisfies Record<string, Omit<Quotation, 'id'>>)

const statements = identify({
  obstacle: { text: 'Russia stands in the way of the U.S. pressure campaign on Iran.', speaker: speakers.author, voice: 'author', paragraph: 1 },
  campaign: { text: 'Trump’s campaign on Iran goes by the name', quotation: quotations.pressure, speaker: speakers.unstated, voice: 'direct', paragraph: 1 },
  international: { text: 'The drone was in international airspace.', speaker: speakers.us, voice: 'indirect', paragraph: 2 },
  territory: { text: 'It was over Iranian territory.', speaker: speakers.iran, voice: 'indirect', paragraph: 2 },
  rejects: { text: 'Rejects the U.S. charge and supports Iran’s account.', speaker: speakers.russia, voice: 'indirect', paragraph: 2 },
  aircraft: { text: 'The aircraft is an RQ-4, a surveillance drone 116 feet from wing tip to wing tip.', speaker: speakers.author, voice: 'author', paragraph: 2 },
  position: { text: 'Gave Moscow’s position on Tuesday, at a meeting with Mike Pompeo, U.S. secretary of state.', speaker: speakers.official, voice: 'indirect', paragraph: 3, via: outlets.haaretz },
  intelligence: {
    text: 'Russian military intelligence shows the drone in Iranian airspace when it was hit.',
    speaker: speakers.patrushev,
    voice: 'indirect',
    paragraph: 4,
    via: outlets.haaretz,
    reading: '¶3 credits the outlet; ¶4 names none',
  },
  trilateral: {
    text: 'Spoke on Tuesday in Jerusalem, opening a first meeting of three with U.S. and Israeli national security advisers.',
    speaker: speakers.patrushev,
    voice: 'indirect',
    paragraph: 4,
    via: outlets.haaretz,
    reading: '¶3 credits the outlet; ¶4 names none',
  },
  coalition: { text: 'Pompeo is trying to form a coalition of Middle East countries against Iran.', speaker: speakers.author, voice: 'author', paragraph: 5 },
  leftPact: { text: 'Trump went back on the international pact that limits Iran’s nuclear program.', speaker: speakers.author, voice: 'author', paragraph: 5, party: speakers.trump },
  sanctions: { text: 'U.S. sanctions on Iran are harming its health care system.', speaker: speakers.author, voice: 'author', paragraph: 5, party: speakers.us },
  attackOrdered: { text: 'Trump ordered a military attack, then called it off.', speaker: speakers.author, voice: 'author', paragraph: 5, party: speakers.trump },
  deaths: { text: 'The attack would have killed 150 people.', speaker: speakers.trump, voice: 'indirect', paragraph: 5 },
  futureAttacks: { text: 'Future attacks are', quotation: quotations.onTheTable, speaker: speakers.trump, voice: 'direct', paragraph: 5 },
  allies: { text: 'Trump wants allies for the U.S. policy, Israel first.', speaker: speakers.author, voice: 'author', paragraph: 6 },
  centralPartner: {
    text: 'Hosting the talks makes Israel a central regional partner when world powers discuss their interests in Syria.',
    speaker: speakers.israel,
    voice: 'indirect',
    paragraph: 7,
    via: outlets.haaretz,
  },
  signalToIran: { text: 'Holding them in Jerusalem is a public message to Iran’s leaders.', speaker: speakers.israel, voice: 'indirect', paragraph: 7, via: outlets.haaretz },
  otherMessage: { text: 'Patrushev’s remarks were a second public message: Russia is not joining the U.S. coalition.', speaker: speakers.author, voice: 'author', paragraph: 8 },
  iranSide: { text: 'Russia is ready to side with Iran, even in Jerusalem.', speaker: speakers.author, voice: 'author', paragraph: 8 },
  outletsPlayUp: { text: 'Iranian news outlets are giving the remarks prominence.', speaker: speakers.author, voice: 'author', paragraph: 8 },
  guardsUs: { text: 'Iran’s Revolutionary Guards Corps was behind the attacks.', speaker: speakers.us, voice: 'indirect', paragraph: 9 },
  guardsIsrael: { text: 'Makes the same allegation.', speaker: speakers.israel, voice: 'indirect', paragraph: 9 },
  doubt: { text: 'Casts doubt on the allegation.', speaker: speakers.patrushev, voice: 'indirect', paragraph: 9 },
  poorEvidence: { text: 'The U.S. evidence is of poor quality and unprofessional.', speaker: speakers.patrushev, voice: 'indirect', paragraph: 9, via: outlets.reuters },
  suspicious: { text: 'The tanker attacks were', quotation: quotations.suspicious, speaker: speakers.iran, voice: 'direct', paragraph: 10 },
  recalls2003: { text: 'Recalls what the U.S. said in 2003 about Iraqi weapons of mass destruction.', speaker: speakers.iran, voice: 'indirect', paragraph: 10 },
  false2003: { text: 'Those U.S. claims of 2003 were false.', speaker: speakers.author, voice: 'author', paragraph: 10 },
  strong: { text: 'The U.S. evidence is', quotation: quotations.strong, speaker: speakers.merkel, voice: 'direct', paragraph: 10 },
  catastrophe: { text: 'A U.S. attack on Iran', quotation: quotations.catastrophe, speaker: speakers.putin, voice: 'direct', paragraph: 11 },
  surge: { text: 'It could result in', quotation: quotations.surge, speaker: speakers.putin, voice: 'direct', paragraph: 11 },
  iranComplies: { text: 'Believes that Iran still keeps its commitments under the 2015 deal.', speaker: speakers.putin, voice: 'indirect', paragraph: 12 },
  dealOrigin: { text: 'The Obama administration negotiated the deal; Russia is a party to it.', speaker: speakers.author, voice: 'author', paragraph: 12 },
  keepDeal: { text: 'Russia wants the deal to go on as long as Iran complies; so do the other European countries, none of them named.', speaker: speakers.author, voice: 'author', paragraph: 12, party: speakers.russia },
  courting: { text: 'Trump has sought Putin as an ally since 2013.', speaker: speakers.author, voice: 'author', paragraph: 13 },
  returned: { text: 'Trump wanted Putin’s approval, and it was returned.', speaker: speakers.author, voice: 'author', paragraph: 14 },
  election2016: { text: 'Putin supported Trump in the 2016 presidential election.', speaker: speakers.mueller, voice: 'indirect', paragraph: 14, via: outlets.mueller },
  notOnIran: { text: 'On Iran, in 2019, Putin does not support Trump.', speaker: speakers.author, voice: 'author', paragraph: 15 },
} satisfies Record<string, Omit<Statement, 'id'>>)

const lastWeek = { kind: 'relative', words: 'last week' } as const
const tuesday = { kind: 'relative', words: 'Tuesday' } as const

const events = identify({
  iraqClaims: { when: { kind: 'year', year: 2003 }, text: 'U.S. claims about Iraqi weapons', speaker: speakers.iran, voice: 'indirect', paragraph: 10 },
  tweet: { when: { kind: 'year', year: 2013 }, text: 'Trump tweets that he hopes for a friendship with Putin', speaker: speakers.author, voice: 'author', paragraph: 13 },
  deal: { when: { kind: 'year', year: 2015 }, text: 'Nuclear deal with Iran', speaker: speakers.author, voice: 'author', paragraph: 12 },
  election: { when: { kind: 'year', year: 2016 }, text: 'U.S. presidential election', speaker: speakers.mueller, voice: 'indirect', paragraph: 14, via: outlets.mueller },
  ships: { when: { kind: 'day', year: 2019, month: 6, day: 13, inferred: 'year from ¶15' }, text: 'Attacks on two ships in the Gulf of Oman', speaker: speakers.author, voice: 'author', paragraph: 9 },
  drone: { when: lastWeek, text: 'Iran shoots down the U.S. drone', speaker: speakers.author, voice: 'author', paragraph: 11 },
  warning: { when: lastWeek, text: 'After it, Putin warns against a U.S. attack', speaker: speakers.author, voice: 'author', paragraph: 11 },
  callIn: { when: lastWeek, text: 'Putin on a TV call-in show, before or after is not said', speaker: speakers.author, voice: 'author', paragraph: 12 },
  statement: { when: tuesday, text: 'Russia rejects the U.S. charge', speaker: speakers.author, voice: 'author', paragraph: 2 },
  meeting: { when: tuesday, text: 'Three-way meeting in Jerusalem', speaker: speakers.patrushev, voice: 'indirect', paragraph: 4, via: outlets.haaretz, reading: '¶3 credits the outlet; ¶4 names none' },
  pactLeft: { when: { kind: 'undated' }, text: 'Trump goes back on the nuclear pact', speaker: speakers.author, voice: 'author', paragraph: 5 },
  sanctions: { when: { kind: 'undated' }, text: 'U.S. sanctions on Iran', speaker: speakers.author, voice: 'author', paragraph: 5 },
  attack: { when: { kind: 'undated' }, text: 'Attack ordered and called off', speaker: speakers.author, voice: 'author', paragraph: 5 },
} satisfies Record<string, Omit<ReportedEvent, 'id'>>)

const disputes = identify({
  drone: {
    topic: 'The drone',
    question: 'Where was the drone when it was shot down?',
    claims: [statements.international],
    counterclaims: [statements.territory, statements.rejects, statements.intelligence],
    leavesOut: 'No coordinates. The Russian intelligence is not shown. No U.S. or Israeli answer to Patrushev.',
  },
  ships: {
    topic: 'The ships',
    question: 'Who attacked two ships in the Gulf of Oman on June 13?',
    claims: [statements.guardsUs, statements.guardsIsrael, statements.strong],
    counterclaims: [statements.doubt, statements.poorEvidence, statements.suspicious, statements.recalls2003],
    leavesOut: 'Neither side’s evidence is described. Merkel speaks of the evidence, not of who did it.',
  },
  deal: {
    topic: 'The deal',
    question: 'Does Iran keep to the 2015 deal, and should the deal stand?',
    claims: [statements.iranComplies, statements.keepDeal],
    counterclaims: [statements.leftPact, statements.sanctions],
    leavesOut: 'No U.S. reason and no Iranian word on compliance. That the pact of ¶5 is the deal of ¶12 is plain but not stated.',
  },
  force: {
    topic: 'Force',
    question: 'May force be used against Iran?',
    claims: [statements.attackOrdered, statements.deaths, statements.futureAttacks],
    counterclaims: [statements.catastrophe, statements.surge],
    leavesOut: 'When the attack was ordered, and why it was called off.',
  },
  jerusalem: {
    topic: 'Jerusalem',
    question: 'What did the meeting in Jerusalem signal?',
    claims: [statements.centralPartner, statements.signalToIran],
    counterclaims: [statements.otherMessage, statements.iranSide, statements.outletsPlayUp],
    leavesOut: 'No party answers Israel here: the other reading is the author’s.',
  },
  presidents: {
    topic: 'The presidents',
    question: 'Is Putin an ally of Trump?',
    claims: [statements.courting, statements.returned, statements.election2016],
    counterclaims: [statements.notOnIran],
    leavesOut: 'Neither president is heard. All but the 2016 finding is the author’s own assertion.',
  },
} satisfies Record<string, Omit<Dispute, 'id'>>)

const observations = identify({
  whereItWas: { kind: 'summary', text: 'Washington says the drone was in international airspace when Iran shot it down. Tehran says over Iran, and Moscow supports that.', paragraphs: [2, 4] },
  whoDidIt: { kind: 'summary', text: 'Nikolai Patrushev, of Russia’s Security Council, also doubts the allegation that Iran’s Revolutionary Guards attacked two ships.', paragraphs: [9] },
  whatFollows: { kind: 'summary', text: 'In the author’s reading, Russia is not joining the U.S. coalition, and Putin does not support Trump on Iran.', paragraphs: [1, 8, 15] },
  twoMeetings: { kind: 'contradiction', text: 'One paragraph puts Moscow’s statement at a meeting with Pompeo, secretary of state; the next, at a meeting of national security advisers. The article does not reconcile the two.', paragraphs: [3, 4] },
  noDateline: { kind: 'open', text: 'No date line: “last week” and “Tuesday” cannot be turned into dates.', paragraphs: [2, 3, 4, 11, 12] },
  secondHand: { kind: 'open', text: 'What it reports is second hand: Ha’aretz, Reuters, the Mueller report, or no source named.', paragraphs: [3, 9, 14] },
  noReply: { kind: 'open', text: 'No U.S. or Israeli answer to Patrushev.', paragraphs: [4, 9] },
  unshown: { kind: 'open', text: 'The Russian intelligence is not shown; on the ships, neither side’s evidence is described.', paragraphs: [4, 9] },
  noTehran: { kind: 'open', text: 'No Iranian word on keeping to the deal, and no U.S. reason for going back on it.', paragraphs: [5, 12] },
  europeans: { kind: 'open', text: 'The other European countries that support the deal are not named.', paragraphs: [12] },
} satisfies Record<string, Omit<Observation, 'id'>>)

const places = identify({
  moscow: { name: 'Moscow', paragraph: 3, note: 'its position', at: [37.62, 55.75], label: 'right', kind: 'city' },
  jerusalem: { name: 'Jerusalem', paragraph: 4, note: 'three-way meeting', at: [35.21, 31.77], label: 'left', kind: 'city' },
  iran: { name: 'Iran', paragraph: 11, note: 'shot the drone down', at: [53.7, 32.4], label: 'over', kind: 'area' },
  gulfOfOman: { name: 'Gulf of Oman', paragraph: 9, note: 'two ships attacked', at: [58.4, 24.2], label: 'right', kind: 'area' },
} satisfies Record<string, Omit<Place, 'id'>>)

export const evidence = {
  speakers,
  outlets,
  quotations,
  statements,
  events,
  disputes,
  observations,
  places,
  loadedWords: ['reneging', 'reneged', 'crippling', 'aggressive', 'war coalition', 'yearning', 'unrequited', 'belligerence', 'frenemy', 'reliable', 'secretly', 'insists', 'insisted', 'his agents'],
  properNames: ['Revolutionary Guards Corps', 'Secretary of State Mike Pompeo', 'Secretary of Russia’s Security Council', 'Nikolai Patrushev', 'Gulf of Oman', 'United States', 'Angela Merkel', 'Mueller report', 'weapons of mass destruction', 'national security advisers'],
  quotationMarkExceptions: [
    { text: 'last week', reason: 'the article’s own date, named as a phrase to say that it stays relative; nobody’s speech' },
    { text: 'Tuesday', reason: 'as “last week”' },
  ],
} satisfies Briefing
