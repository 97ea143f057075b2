/**
 * This article, in the vocabulary of `model.ts`. The text itself is not here: only facts, names, figures and its six direct
 * quotations. Everything else is in our own words. ¶ counts the body's paragraphs from 1.
 */
import type { Argument, Briefing, Dispute, Observation, Outlet, Place, Quotation, ReportedEvent, Speaker, Statement } from './model.ts'
import { ending, identify } from './model.ts'

const speakers = identify({
  us: { name: 'United States', kind: 'government', role: 'no official named', slot: 1 },
  trump: { name: 'Trump', kind: 'person', role: 'U.S. president', slot: 1, side: 'United States' },
  iran: { name: 'Iran', kind: 'government', role: 'no official named', slot: 2, pronunciation: 'ih-RAHN' },
  russia: { name: 'Russia', kind: 'government', role: 'no official named', slot: 3 },
  patrushev: { name: 'Nikolai Patrushev', kind: 'person', role: 'Secretary of Russia’s Security Council', slot: 3, side: 'Russia', pronunciation: 'nih-kuh-LYE PAH-troo-shev' },
  putin: { name: 'Putin', kind: 'person', role: 'Russian leader', slot: 3, side: 'Russia', pronunciation: 'POO-tin' },
  israel: { name: 'Israel', kind: 'government', role: 'no official named', slot: 4 },
  merkel: { name: 'Angela Merkel', kind: 'person', role: 'German chancellor', slot: 5, pronunciation: 'AHN-geh-lah MAIR-kel' },
  europeans: { name: 'European countries', kind: 'government', role: 'other than Russia, none named', slot: 6 },
  mueller: { name: 'Mueller report', kind: 'document', role: 'a document', slot: 6, pronunciation: 'MULL-er' },
  author: { name: 'The author', kind: 'author', role: 'name not given', slot: 6 },
  unstated: { name: 'Speaker not stated', kind: 'unstated', slot: 6 },
} satisfies Record<string, Omit<Speaker, 'id'>>)

const outlets = identify({
  haaretz: { name: 'Ha’aretz' },
  reuters: { name: 'Reuters' },
} satisfies Record<string, Omit<Outlet, 'id'>>)

const quotations = identify({
  pressure: {
    exact: 'maximum pressure',
    speaker: speakers.unstated,
    voice: 'direct',
    paragraph: 1,
    about: 'Trump’s campaign on Iran',
  },
  onTheTable: {
    exact: 'on the table',
    speaker: speakers.trump,
    voice: 'direct',
    paragraph: 5,
    about: 'future attacks on Iran',
  },
  suspicious: {
    exact: 'suspicious',
    speaker: speakers.iran,
    voice: 'direct',
    paragraph: 10,
    about: 'the tanker attacks',
  },
  strong: {
    exact: 'strong',
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

/** Why something is credited to Ha’aretz in a paragraph that does not name it. */
const fourthParagraph = '¶3 credits the outlet; ¶4 names none'
const seventhParagraph = '¶6 announces the outlet; ¶7 is what it introduces'

const statements = identify({
  obstacle: { text: 'Russia is in the way of Trump’s campaign on Iran.', speaker: speakers.author, voice: 'author', paragraph: 1 },
  campaign: ending(quotations.pressure, 'Trump’s campaign on Iran is one of', { unused: 'the quotation is shown by itself' }),
  international: { text: 'Iran shot the drone down in international airspace.', speaker: speakers.us, voice: 'indirect', paragraph: 2 },
  territory: { text: 'The drone was over Iran’s territory.', speaker: speakers.iran, voice: 'indirect', paragraph: 2 },
  rejects: { text: 'Russia rejects the U.S. account of where the drone was, and supports Iran’s.', speaker: speakers.russia, voice: 'indirect', paragraph: 2 },
  aircraft: { text: 'The drone is an RQ-4, a surveillance aircraft with a wingspan of 116 feet.', speaker: speakers.author, voice: 'author', paragraph: 2 },
  position: { text: 'A top Russian official set out Moscow’s position on Tuesday at a meeting with Mike Pompeo, U.S. secretary of state.', speaker: speakers.author, voice: 'author', paragraph: 3, via: outlets.haaretz },
  intelligence: {
    text: 'Russia holds military intelligence that puts the drone in Iranian airspace when Iran shot it down.',
    speaker: speakers.patrushev,
    voice: 'indirect',
    paragraph: 4,
    via: outlets.haaretz,
    reading: fourthParagraph,
  },
  trilateral: {
    text: 'Patrushev made opening remarks on Tuesday in Jerusalem, at the first three-way meeting ever with U.S. and Israeli national security advisers.',
    speaker: speakers.author,
    voice: 'author',
    paragraph: 4,
    via: outlets.haaretz,
    reading: fourthParagraph,
  },
  coalition: { text: 'Mike Pompeo, U.S. secretary of state, is trying to form a Middle East coalition against Iran.', speaker: speakers.author, voice: 'author', paragraph: 5 },
  leftPact: { text: 'Trump broke with a pact among nations that was to limit Iran’s nuclear program.', speaker: speakers.author, voice: 'author', paragraph: 5, party: speakers.trump },
  sanctions: { text: 'After breaking with the pact, Trump imposed sanctions on Iran.', speaker: speakers.author, voice: 'author', paragraph: 5, party: speakers.trump },
  sanctionsHarm: { text: 'Trump’s sanctions are harming the health care system in Iran.', speaker: speakers.author, voice: 'author', paragraph: 5 },
  attackOrdered: { text: 'Trump ordered a military attack, then called it off.', speaker: speakers.author, voice: 'author', paragraph: 5 },
  deaths: { text: 'Trump says that the attack would have killed 150 people.', speaker: speakers.trump, voice: 'indirect', paragraph: 5 },
  futureAttacks: ending(quotations.onTheTable, 'Future attacks are'),
  allies: { text: 'Trump is seeking allies for U.S. policy, starting with Israel.', speaker: speakers.author, voice: 'author', paragraph: 6 },
  centralPartner: {
    text: 'Israel believes that talks in Jerusalem make it a central regional partner when world powers discuss their interests in Syria.',
    speaker: speakers.israel,
    voice: 'indirect',
    paragraph: 7,
    via: outlets.haaretz,
    reading: seventhParagraph,
  },
  signalToIran: { text: 'Israel believes that the talks also send Iran’s leaders a public message.', speaker: speakers.israel, voice: 'indirect', paragraph: 7, via: outlets.haaretz, reading: seventhParagraph },
  otherMessage: { text: 'Patrushev’s remarks sent Iran’s leaders another public message: Russia is not joining the U.S. coalition.', speaker: speakers.author, voice: 'author', paragraph: 8 },
  iranSide: { text: 'Russia is willing to side with Iran against the United States and Israel, even in Jerusalem.', speaker: speakers.author, voice: 'author', paragraph: 8 },
  outletsPlayUp: { text: 'Iranian news outlets are giving Patrushev’s remarks prominence.', speaker: speakers.author, voice: 'author', paragraph: 8 },
  guardsUs: { text: 'The United States alleges that Iran’s Revolutionary Guards were behind the attacks.', speaker: speakers.us, voice: 'indirect', paragraph: 9 },
  guardsIsrael: { text: 'Israel, too, alleges that the Guards were behind the attacks.', speaker: speakers.israel, voice: 'indirect', paragraph: 9 },
  doubt: { text: 'Patrushev casts doubt on the allegation against the Revolutionary Guards.', speaker: speakers.patrushev, voice: 'indirect', paragraph: 9 },
  poorEvidence: { text: 'The U.S. evidence is poor in quality and unprofessional.', speaker: speakers.patrushev, voice: 'indirect', paragraph: 9, via: outlets.reuters },
  suspicious: ending(quotations.suspicious, 'The tanker attacks were'),
  recalls2003: { text: 'Iran recalls U.S. claims of 2003 that Iraq had weapons of mass destruction; the article calls them false.', speaker: speakers.iran, voice: 'indirect', paragraph: 10 },
  strong: ending(quotations.strong, 'The U.S. evidence is'),
  catastrophe: ending(quotations.catastrophe, 'A U.S. attack on Iran'),
  surge: ending(quotations.surge, 'A U.S. attack could result in'),
  iranComplies: { text: 'Putin says he believes that Iran still keeps its commitments under the 2015 deal.', speaker: speakers.putin, voice: 'indirect', paragraph: 12 },
  keepDeal: { text: 'Russia, a party to the deal, supports keeping it as long as Iran complies.', speaker: speakers.author, voice: 'author', paragraph: 12, party: speakers.russia },
  europeansKeep: { text: 'The other European countries also support keeping the deal as long as Iran complies.', speaker: speakers.author, voice: 'author', paragraph: 12, party: speakers.europeans },
  courting: { text: 'Trump has sought Putin as an ally since 2013.', speaker: speakers.author, voice: 'author', paragraph: 13 },
  hope: { text: 'In 2013 Trump tweeted hopes for a friendship with Putin.', speaker: speakers.trump, voice: 'indirect', paragraph: 13 },
  returned: { text: 'Trump’s wish for Putin’s approval was answered.', speaker: speakers.author, voice: 'author', paragraph: 14 },
  election2016: { text: 'Putin and people acting for him supported Trump in the 2016 election, partly in secret.', speaker: speakers.mueller, voice: 'indirect', paragraph: 14 },
  notOnIran: { text: 'But Putin does not support Trump’s hard line toward Iran in 2019.', speaker: speakers.author, voice: 'author', paragraph: 15 },
} satisfies Record<string, Omit<Statement, 'id'>>)

const lastWeek = { kind: 'relative', words: 'last week' } as const
const tuesday = { kind: 'relative', words: 'Tuesday' } as const

const events = identify({
  iraqClaims: { when: { kind: 'year', year: 2003 }, text: 'U.S. claims on Iraqi WMD, which the article calls false', speaker: speakers.author, voice: 'author', paragraph: 10 },
  tweet: { when: { kind: 'year', year: 2013 }, text: 'Trump tweets of his hope for a friendship with Putin', speaker: speakers.author, voice: 'author', paragraph: 13 },
  deal: { when: { kind: 'year', year: 2015 }, text: 'Nuclear deal with Iran; the Obama administration negotiated it', speaker: speakers.author, voice: 'author', paragraph: 12 },
  election: { when: { kind: 'year', year: 2016 }, text: 'U.S. presidential election', speaker: speakers.author, voice: 'author', paragraph: 14 },
  ships: { when: { kind: 'day', year: 2019, month: 6, day: 13, inferred: 'our year, from ¶15' }, text: 'Attacks on two ships in the Gulf of Oman', speaker: speakers.author, voice: 'author', paragraph: 9 },
  drone: { when: lastWeek, text: 'Iran shoots down the U.S. drone; ¶2 and ¶4 place it in that week', speaker: speakers.author, voice: 'author', paragraph: 11 },
  warning: { when: lastWeek, text: 'After that, Putin on a possible U.S. attack on Iran', speaker: speakers.author, voice: 'author', paragraph: 11 },
  callIn: { when: lastWeek, text: 'Putin on a TV call-in show; order not given', speaker: speakers.author, voice: 'author', paragraph: 12 },
  statement: { when: tuesday, text: 'Russia rejects the U.S. account of the drone', speaker: speakers.author, voice: 'author', paragraph: 2 },
  pompeo: { when: tuesday, text: 'A top Russian official at a meeting with Pompeo', speaker: speakers.author, voice: 'author', paragraph: 3, via: outlets.haaretz },
  meeting: { when: tuesday, text: 'Three-way meeting in Jerusalem', speaker: speakers.author, voice: 'author', paragraph: 4, via: outlets.haaretz, reading: fourthParagraph },
  pactLeft: { when: { kind: 'undated' }, text: 'Trump breaks with the nuclear pact', speaker: speakers.author, voice: 'author', paragraph: 5 },
  sanctions: { when: { kind: 'undated' }, text: 'After the break, sanctions on Iran', speaker: speakers.author, voice: 'author', paragraph: 5 },
  attack: { when: { kind: 'undated' }, text: 'After the break, too, an attack ordered, called off', speaker: speakers.author, voice: 'author', paragraph: 5 },
} satisfies Record<string, Omit<ReportedEvent, 'id'>>)

const disputes = identify({
  drone: {
    topic: 'The drone',
    question: 'Where was the drone when Iran shot it down?',
    claim: { position: 'International airspace', statements: [statements.international] },
    counterclaim: { position: 'Over Iran', statements: [statements.territory, statements.rejects, statements.intelligence] },
    leavesOut: 'The evidence itself. The drone’s exact position. A U.S. or Israeli answer to Patrushev.',
  },
  ships: {
    topic: 'The ships',
    question: 'Who was behind the attacks on two ships on June 13?',
    claim: { position: 'Iran’s Guards', statements: [statements.guardsUs, statements.guardsIsrael] },
    counterclaim: { position: 'In doubt', statements: [statements.doubt, statements.suspicious, statements.recalls2003], inferred: [statements.suspicious, statements.recalls2003] },
    leavesOut: 'What the evidence is. An outright Iranian denial. Another suspect. Whether Iran means these ships, and doubt, in ¶10; we read it so.',
  },
  evidence: {
    topic: 'The evidence',
    question: 'How good is the U.S. evidence on the ships?',
    claim: { position: 'Strong', statements: [statements.strong] },
    counterclaim: { position: 'Poor', statements: [statements.poorEvidence] },
    leavesOut: 'What the evidence is. When and where either said so. Whether she says who was behind the attacks.',
  },
  deal: {
    topic: 'The deal',
    question: 'Should the 2015 nuclear deal go on?',
    claim: { position: 'Broke with a pact', statements: [statements.leftPact, statements.sanctions], inferred: [statements.leftPact, statements.sanctions] },
    counterclaim: { position: 'Keep it, if Iran complies', statements: [statements.keepDeal, statements.europeansKeep, statements.iranComplies], inferred: [statements.iranComplies] },
    leavesOut: 'A U.S. reason, or a U.S. view on whether it should go on. An Iranian word on compliance. Whether the pact of ¶5 is the deal of ¶12; we read it so.',
  },
  attack: {
    topic: 'An attack',
    question: 'What is said of a U.S. attack on Iran?',
    claim: { position: 'Still possible', statements: [statements.futureAttacks] },
    counterclaim: { position: 'A regional catastrophe', statements: [statements.catastrophe, statements.surge] },
    leavesOut: 'Why Trump called off the attack that he had ordered.',
  },
  jerusalem: {
    topic: 'Jerusalem',
    question: 'What do the talks in Jerusalem signal to Iran?',
    claim: { position: 'A public message', statements: [statements.centralPartner, statements.signalToIran] },
    counterclaim: { position: 'Another message', statements: [statements.otherMessage, statements.iranSide, statements.outletsPlayUp] },
    leavesOut: 'What the message that Israel sees says. Any party’s answer to that view.',
  },
} satisfies Record<string, Omit<Dispute, 'id'>>)

const ownArguments = identify({
  presidents: {
    topic: 'Putin and Trump',
    steps: [statements.courting, statements.hope, statements.returned, statements.election2016, statements.notOnIran],
    leavesOut: 'Putin’s word on Trump; either’s on 2016. The wording of the tweet.',
  },
} satisfies Record<string, Omit<Argument, 'id'>>)

const observations = identify({
  argues: { kind: 'summary', text: 'The article argues a case, vouches for Ha’aretz and uses loaded words, which this deck softens.', paragraphs: [3, 5, 6, 8, 14, 15] },
  noOfficial: { kind: 'summary', text: 'No official is named for U.S. and Iranian claims on drone and ships, for Israel’s, or for Russia’s in ¶2 and ¶3.', paragraphs: [2, 3, 7, 9, 10] },
  undisputed: { kind: 'summary', text: 'Nobody in the article denies that Iran shot down a U.S. drone. Washington says in international airspace; Tehran and Moscow, over Iran.', paragraphs: [2, 4, 11] },
  patrushevSays: { kind: 'summary', text: 'Patrushev says Russia has military intelligence that puts the drone in Iranian airspace. He casts doubt on U.S. and Israeli claims against Iran’s Guards over two ships; Merkel calls the U.S. evidence “strong”.', paragraphs: [4, 9, 10] },
  putinSays: { kind: 'summary', text: 'A U.S. attack on Iran, Putin says, “would be a catastrophe for the region”. He says he believes Iran keeps its side of the 2015 deal.', paragraphs: [11, 12] },
  authorConcludes: { kind: 'summary', text: 'The author: Russia is not joining the U.S. coalition, and Putin does not support Trump’s hard line toward Iran.', paragraphs: [8, 15] },
  twoMeetings: { kind: 'unreconciled', text: 'One meeting or two, and whether Patrushev spoke for Russia in ¶2 and ¶3, the article does not say.', paragraphs: [2, 3, 4], pair: [statements.position, statements.trilateral] },
  noDateline: { kind: 'open', text: 'No date line: “last week” and “Tuesday” stay without a date.', paragraphs: [2, 3, 4, 11, 12] },
  noReply: { kind: 'open', text: 'No U.S. or Israeli answer to Patrushev.', paragraphs: [4, 9] },
  unshown: { kind: 'open', text: 'No evidence on the drone is shown, nor what the evidence on the ships is.', paragraphs: [2, 4, 9, 10] },
  noTehran: { kind: 'open', text: 'No Iranian word on the deal, nor an outright denial over the ships. No U.S. reason for breaking with the pact.', paragraphs: [5, 9, 10, 12] },
} satisfies Record<string, Omit<Observation, 'id'>>)

const places = identify({
  jerusalem: { name: 'Jerusalem', paragraph: 4, note: 'three-way meeting', at: [35.21, 31.77], label: 'right', kind: 'city' },
  iran: { name: 'Iran', paragraph: 2, note: 'drone over it, or not: in dispute', at: [53.7, 32.4], label: 'over', kind: 'area' },
  gulfOfOman: { name: 'Gulf of Oman', paragraph: 9, note: 'two ships attacked', at: [58.4, 24.8], label: 'right', kind: 'area' },
} satisfies Record<string, Omit<Place, 'id'>>)

export const evidence = {
  speakers,
  outlets,
  quotations,
  statements,
  events,
  disputes,
  arguments: ownArguments,
  observations,
  places,
  loadedWords: ['reneging', 'reneged', 'crippling', 'aggressive', 'war coalition', 'yearning', 'unrequited', 'belligerence', 'frenemy', 'reliable', 'secretly', 'insists', 'insisted', 'his agents'],
  properNames: ['Revolutionary Guards Corps', 'Secretary of State Mike Pompeo', 'Secretary of Russia’s Security Council', 'Nikolai Patrushev', 'Gulf of Oman', 'United States', 'Angela Merkel', 'Mueller report', 'weapons of mass destruction', 'national security advisers'],
  quotationMarkExceptions: [
    { text: 'last week', reason: 'the article’s own date, named as a phrase to say that it stays relative; nobody’s speech' },
    { text: 'Tuesday', reason: 'as “last week”' },
  ],
} satisfies Briefing
