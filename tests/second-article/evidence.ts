/** The article on the bridge, in the vocabulary of `model.ts`: an example to copy from. All of it is invented. */
import type { Argument, Briefing, Dispute, Observation, Outlet, Place, Quantity, Quotation, ReportedEvent, Speaker, Statement } from '../../briefing/model.ts'
import { ending, identify } from '../../briefing/model.ts'

const speakers = identify({
  stastna: { name: 'Zoë Šťastná', kind: 'person', role: 'harbour master', slot: 1, pronunciation: 'SHTYAST-nah' },
  angquist: { name: 'Jørgen Ängquist', kind: 'person', role: 'director of the ferry company', slot: 2, pronunciation: 'YUR-gen ENG-kvist' },
  brandao: { name: 'Inês Brandão', kind: 'person', role: 'mayor', slot: 3 },
  report: { name: 'Þórsdóttir’s report', kind: 'document', role: 'a document', slot: 4, pronunciation: 'THORS-doh-teer' },
  contract: { name: 'Contract of 1987', kind: 'document', role: 'a document', slot: 4 },
  office: { name: 'The harbour master’s office', kind: 'government', slot: 1 },
  council: { name: 'The town council', kind: 'government', slot: 3 },
  radio: { name: 'Radio Grenna', kind: 'media', role: 'the town’s own station', slot: 3 },
  resident: { name: 'A resident', kind: 'unnamed', role: 'of the upper basin', slot: 5 },
  secondResident: { name: 'A second resident', kind: 'unnamed', slot: 5 },
  author: { name: 'The author', kind: 'author', role: 'name not given', slot: 6 },
} satisfies Record<string, Omit<Speaker, 'id'>>)

const outlets = identify({
  courier: { name: 'Süderholm Courier' },
  radio: { name: 'Radio Grenna' },
} satisfies Record<string, Omit<Outlet, 'id'>>)

const quotations = identify({
  patience: { exact: 'a little patience', speaker: speakers.brandao, voice: 'direct', paragraph: 0, about: 'the dispute' },
  notTurned: { exact: 'must not be turned again', speaker: speakers.stastna, voice: 'direct', paragraph: 2, about: 'the bridge' },
  inSearch: { exact: 'a solution in search of a fault', speaker: speakers.angquist, voice: 'direct', paragraph: 3, about: 'the closure' },
  complete: { exact: 'We will publish it when it is complete', speaker: speakers.brandao, voice: 'direct', paragraph: 5, about: 'the report' },
  generous: { exact: 'generous', speaker: speakers.angquist, voice: 'direct', paragraph: 6, about: 'the harbour master’s figure' },
} satisfies Record<string, Omit<Quotation, 'id'>>)

const statements = identify({
  patience: ending(quotations.patience, 'The town needs'),
  shut: { text: 'No ship has passed the bridge since March 4.', speaker: speakers.author, voice: 'author', paragraph: 1 },
  worn: { text: 'The bearings are worn out.', speaker: speakers.stastna, voice: 'indirect', paragraph: 2 },
  notTurned: ending(quotations.notTurned, 'Until there are new ones, the bridge'),
  closed: { text: 'Closed the bridge to ships by a decision of her own.', speaker: speakers.stastna, voice: 'indirect', paragraph: 2, via: outlets.courier },
  noDanger: { text: 'The ferry company considers the bridge safe.', speaker: speakers.author, voice: 'author', paragraph: 3, party: speakers.angquist },
  inSearch: ending(quotations.inSearch, 'The closure is'),
  shutIn: { text: 'Two ferries cannot leave the upper basin.', speaker: speakers.angquist, voice: 'indirect', paragraph: 3 },
  wear: { text: 'Three of eight bearings show wear.', speaker: speakers.report, voice: 'indirect', paragraph: 4, via: outlets.courier },
  notPublished: { text: 'The council keeps the report to itself so far.', speaker: speakers.author, voice: 'author', paragraph: 5 },
  complete: ending(quotations.complete, 'On the report:'),
  dear: { text: 'The repair costs 240,000 crowns.', speaker: speakers.stastna, voice: 'indirect', paragraph: 6 },
  generous: ending(quotations.generous, 'The figure is'),
  cheap: { text: 'Grease and one man would do, at a tenth of the price.', speaker: speakers.angquist, voice: 'indirect', paragraph: 6 },
  upkeep: { text: 'The upkeep is the town’s.', speaker: speakers.contract, voice: 'indirect', paragraph: 7, via: outlets.courier },
  fishermen: { text: 'The fishermen stay out of it.', speaker: speakers.author, voice: 'author', paragraph: 8 },
  promised: { text: 'There is to be a decision by summer.', speaker: speakers.author, voice: 'author', paragraph: 9 },
  unanswered: { text: 'Nobody answered her letter.', speaker: speakers.secondResident, voice: 'indirect', paragraph: 10 },
  noReply: { text: 'Was asked by the Courier, and said nothing.', speaker: speakers.author, voice: 'author', paragraph: 10, party: speakers.council },
  reopening: { text: 'The bridge opens for ships before the holidays.', speaker: speakers.radio, voice: 'indirect', paragraph: 11 },
  money: { text: 'There is money for it now.', speaker: speakers.brandao, voice: 'indirect', paragraph: 11, via: outlets.radio },
} satisfies Record<string, Omit<Statement, 'id'>>)

const events = identify({
  bought: { when: { kind: 'year', year: 1987 }, text: 'The town buys the bridge from the railway', speaker: speakers.author, voice: 'author', paragraph: 7 },
  shut: { when: { kind: 'relative', words: 'March 4' }, text: 'The last day on which a ship passed, or the first on which none did', speaker: speakers.author, voice: 'author', paragraph: 1 },
  inspected: { when: { kind: 'relative', words: 'in April' }, text: 'An engineer inspects the bearings', speaker: speakers.author, voice: 'author', paragraph: 4 },
  meeting: { when: { kind: 'relative', words: 'on Thursday' }, text: 'The mayor speaks to some sixty residents', speaker: speakers.author, voice: 'author', paragraph: 5 },
} satisfies Record<string, Omit<ReportedEvent, 'id'>>)

const quantities = identify({
  filed: { amount: 5, unit: 'letters', text: 'on file', speaker: speakers.office, voice: 'indirect', paragraph: 10 },
  believed: { amount: { atLeast: 100, atMost: 200 }, unit: 'letters', text: 'by her own estimate', speaker: speakers.resident, voice: 'indirect', paragraph: 10 },
} satisfies Record<string, Omit<Quantity, 'id'>>)

const disputes = identify({
  safety: {
    topic: 'Safety',
    question: 'Is the bridge safe to turn?',
    claim: { position: 'Not safe', statements: [statements.worn, statements.notTurned] },
    counterclaim: { position: 'Safe', statements: [statements.noDanger, statements.inSearch] },
    leavesOut: 'Whether the engineer takes a side.',
  },
  cost: {
    topic: 'Cost',
    question: 'What does the repair cost?',
    claim: { position: '240,000 crowns', statements: [statements.dear] },
    counterclaim: { position: 'A tenth of it', statements: [statements.generous, statements.cheap] },
  },
  report: {
    topic: 'The report',
    question: 'When is the report published?',
    claim: { position: 'When complete', statements: [statements.complete] },
    counterclaim: { position: 'Now', statements: [], none: 'The article quotes nobody who asks for it.' },
    leavesOut: 'Who asks for it. What is still missing in it.',
  },
  letters: {
    topic: 'The letters',
    question: 'Does the council answer letters?',
    claim: { position: 'No reply', statements: [statements.noReply] },
    counterclaim: { position: 'It does not', statements: [statements.unanswered] },
  },
} satisfies Record<string, Omit<Dispute, 'id'>>)

const observations = identify({
  shut: { kind: 'summary', text: 'The bridge is closed to ships, and the two who know it best disagree on whether it must be.', paragraphs: [1, 2, 3] },
  report: { kind: 'summary', text: 'An engineer has found wear. Her report has not been published.', paragraphs: [4, 5] },
  noYear: { kind: 'open', text: 'No date line: the year of it all is not given.', paragraphs: [1, 4, 5] },
} satisfies Record<string, Omit<Observation, 'id'>>)

const places = identify({
  gothenburg: { name: 'Gothenburg', paragraph: 4, note: 'the engineer is from there', at: [11.97, 57.71], label: 'right', kind: 'city' },
  kattegat: { name: 'Kattegat', paragraph: 9, note: 'the herring come in summer', at: [11.3, 56.9], label: 'below', kind: 'area' },
} satisfies Record<string, Omit<Place, 'id'>>)

export const evidence = {
  speakers,
  outlets,
  quotations,
  statements,
  events,
  quantities,
  disputes,
  arguments: identify({
    notSoon: { topic: 'The decision', steps: [statements.notPublished, statements.promised] },
  } satisfies Record<string, Omit<Argument, 'id'>>),
  observations,
  places,
  loadedWords: ['tiresome', 'for once'],
  properNames: ['Zoë Šťastná', 'Jørgen Ängquist', 'Süderholm Courier'],
  quotationMarkExceptions: [],
} satisfies Briefing
