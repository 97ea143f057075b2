/** More clicks than any slide has. A link with so many shows the whole slide, since Slidev goes to the last one. */
export const everyClick = 999
