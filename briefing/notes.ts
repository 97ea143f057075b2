/** A presenter's note: its syntax, which is a first line `Target m:ss` and `[click]` at each step of the slide, and the time that it takes. */

/** A speed at which listeners can follow. */
export const wordsPerMinute = 130

const targetPattern = /^\s*(?:<p>)?Target (\d+):([0-5]\d)\s*(?:<\/p>|$)/m
const spokenWord = /[\p{L}\p{N}][\p{L}\p{N}.,:’'-]*/gu
const clickMarker = /\[click(?::\d+)?\]\s*/g

/** The seconds in a note's `Target` line, if it has one. Takes Markdown, and HTML as Slidev renders it. */
export function targetOf(note: string | undefined): number | undefined {
  const [, minutes, seconds] = targetPattern.exec(note?.trimStart().split('\n')[0] ?? '') ?? []
  return minutes === undefined || seconds === undefined ? undefined : 60 * Number(minutes) + Number(seconds)
}

/** Writes seconds as `m:ss`, without their sign. */
export function inMinutes(seconds: number): string {
  const whole = Math.round(Math.abs(seconds))
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`
}

/** A note's Markdown without its click markers, with the same line breaks. */
export function withoutClicks(note: string): string {
  return note.replace(clickMarker, marker => '\n'.repeat(marker.split('\n').length - 1))
}

/** The part of a note that the presenter says aloud, in Markdown. */
export function spokenPart(note: string): string {
  return withoutClicks(targetOf(note) === undefined ? note : note.trimStart().split('\n').slice(1).join('\n'))
}

/** A name with its pronunciation in brackets: “Brandão (bran-DOWN)”. */
const saidName = /([\p{L}'’]+(?: \p{Lu}[\p{L}'’]*)*) \((?=[^)]*-)(?=[^)]*\p{Lu}{2})([\p{L}\- ]+)\)/gu

/** A note without the pronunciation of names. Other words in brackets stay: they do not begin as the name does. */
export function withoutSounds(note: string): string {
  return note.replace(saidName, (all, name: string, sound: string) => initialsIn(name).some(initial => initialsIn(sound).includes(initial)) ? name : all)
}

function initialsIn(words: string): string[] {
  return words.split(' ').map(word => word.normalize('NFD').slice(0, 1).toLowerCase())
}

/** How many words of a note are said. */
export function spokenWordsIn(note: string): number {
  return withoutSounds(spokenPart(note)).match(spokenWord)?.length ?? 0
}
