export { popupWords } from '../../shared/ui/words/popup-words.ts';
