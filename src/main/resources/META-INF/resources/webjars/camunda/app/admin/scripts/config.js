// Replaces the stock configuration: the web application reads exactly one file,
// so whatever it still needs from the original is repeated here.
export default {
  // Header and window title: vendor, then name.
  app: {
    name: '系统管理',
    vendor: '诉办'
  },

  // Only zh is offered: with a second language loaded, relative dates come out mixed.
  locales: {
    availableLocales: ['zh'],
    fallbackLocale: 'zh'
  },

  // 2026年11月22日 14:05. The long form names the weekday, because time limits count working days.
  dateFormat: {
    normal: 'YYYY年M月D日 HH:mm',
    long: 'YYYY年M月D日 dddd HH:mm',
    short: 'YYYY年M月D日',
    abbr: 'YYYY年M月D日 HH:mm'
  },

  // The frame of the stock welcome message points at a page that does not exist here.
  disableWelcomeMessage: true,

  // Relative to this application; see the file itself.
  customScripts: ['../../../suban/webapp.js?v=4', '../../../suban/words.js?v=6', '../../../suban/session.js?v=3']
};
