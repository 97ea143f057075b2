import { ref } from 'vue'

/** The paragraph whose slides ParagraphDialog lists; `undefined` while the dialog is closed. */
export const askedParagraph = ref<number>()
