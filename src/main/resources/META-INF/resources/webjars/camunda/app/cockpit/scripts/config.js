// Replaces the stock configuration: the web application reads exactly one file.
// The stock one has every option commented out, so what is not named here
// (skipping of listeners and mappings, batch mode, CSRF cookie …) keeps its default.
export default {
  // Header and window title: vendor, then name.
  app: {
    name: '监控台',
    vendor: '诉办'
  },

  // Only zh is offered: with a second language loaded, relative dates come out mixed.
  locales: {
    availableLocales: ['zh'],
    fallbackLocale: 'zh'
  },

  // Cockpit ignores dateFormat; this script makes it show 2026年11月22日 14:05.
  customScripts: [
    '../../../suban/webapp.js?v=4',
    '../../../suban/words.js?v=6',
    '../../../suban/session.js?v=3',
    'scripts/suban-dates.js?v=1',
    'scripts/suban-interventions.js?v=3',
    'scripts/suban-cases.js?v=6',
    'scripts/suban-case.js?v=4',
    'scripts/suban-board.js?v=7',
    'scripts/suban-board-list.js?v=6',
    'scripts/suban-board-case.js?v=9',
    'scripts/suban-board-notices.js?v=2',
    'scripts/suban-rules.js?v=3',
    'scripts/suban-rules-revision.js?v=4',
    'scripts/suban-rules-propose.js?v=4'
  ],

  // The frame of the stock welcome message points at a page that does not exist here.
  disableWelcomeMessage: true
};
