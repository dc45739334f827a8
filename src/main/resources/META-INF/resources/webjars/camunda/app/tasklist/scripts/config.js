// Replaces the stock configuration: the web application reads exactly one file,
// so whatever it still needs from the original is repeated here.
export default {
  // Header and window title: vendor, then name.
  app: {
    name: '待办中心',
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

  // Relative to app/tasklist/. The loader appends '.js?bust=<engine version>' to a name that does not end
  // in '.js'; after '?v=n' that lands in the query, so raising n is enough to pass the browser's cache.
  // One script that fails to load leaves the whole application blank.
  customScripts: [
    '../../../suban/webapp.js?v=4',
    '../../../suban/words.js?v=6',
    '../../../suban/session.js?v=3',
    '../../../suban/notices.js?v=2',
    'scripts/suban-forms.js?v=2',
    'scripts/suban-tasklist.js?v=6',
    'scripts/suban-card.js?v=8',
    'scripts/suban-similar.js?v=2',
    'scripts/suban-case.js?v=4',
    'scripts/suban-uploads.js?v=4'
  ],

  shortcuts: {
    claimTask: {
      key: 'ctrl+alt+c',
      description: '认领当前选中的任务'
    },
    focusFilter: {
      key: 'ctrl+shift+f',
      description: '定位到第一个筛选器'
    },
    focusList: {
      key: 'ctrl+alt+l',
      description: '定位到列表中的第一项任务'
    },
    focusForm: {
      key: 'ctrl+alt+f',
      description: '定位到任务表单的第一个输入框'
    },
    startProcess: {
      key: 'ctrl+alt+p',
      description: '打开发起流程窗口'
    }
  }
};
