/** The syntax of a presenter's note: a first line `Target m:ss`, and `[click]` where the slide takes its next step. */

const targetPattern = /^\s*(?:<p>)?Target (\d+):([0-5]\d)\s*(?:<\/p>|$)/m
const clickMarker = /\[click(?::\d+)?\]\s*/g

/** The seconds that a note's first line plans for its slide, in Markdown or as Slidev renders it. Nothing if it plans none. */
export function targetOf(note: string | undefined): number | undefined {
  const [, minutes, seconds] = targetPattern.exec(note?.trimStart().split('\n')[0] ?? '') ?? []
  return minutes === undefined || seconds === undefined ? undefined : 60 * Number(minutes) + Number(seconds)
}

/** Writes seconds as `m:ss`, without their sign. */
export function inMinutes(seconds: number): string {
  const whole = Math.round(Math.abs(seconds))
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`
}

/** A note's Markdown without its click markers, line by line the same. */
export function withoutClicks(note: string): string {
  return note.replace(clickMarker, marker => '\n'.repeat(marker.split('\n').length - 1))
}

/** What is said aloud of a note, in Markdown. */
export function spokenPart(note: string): string {
  return withoutClicks(targetOf(note) === undefined ? note : note.trimStart().split('\n').slice(1).join('\n'))
}

/** A name, and behind it in brackets how it is said: “Brandão (bran-DOWN)”. */
const saidName = /([\p{L}'’]+(?: \p{Lu}[\p{L}'’]*)*) \((?=[^)]*-)(?=[^)]*\p{Lu}{2})([\p{L}\- ]+)\)/gu

/** A note without what tells the presenter how to say names. Other words in brackets stay: of a name and its sound, some words begin alike. */
export function withoutSounds(note: string): string {
  return note.replace(saidName, (all, name: string, sound: string) => initialsIn(name).some(initial => initialsIn(sound).includes(initial)) ? name : all)
}

function initialsIn(words: string): string[] {
  return words.split(' ').map(word => word.normalize('NFD').slice(0, 1).toLowerCase())
}
