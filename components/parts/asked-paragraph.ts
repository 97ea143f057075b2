import { ref } from 'vue'

/** The paragraph whose slides ParagraphDialog lists, since a reader has chosen its mark; `undefined` while the dialog is closed. */
export const askedParagraph = ref<number>()
