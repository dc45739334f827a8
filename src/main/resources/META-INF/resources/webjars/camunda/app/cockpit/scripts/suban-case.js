// The case of a running instance, as people at work see it: a tab beside the engine's own things. What else is opened in
// Cockpit draws a case by it, too.

import { showCase } from '../../../../suban/case.js?v=4';
import { element, request } from '../../../../suban/page.js?v=1';

const businessKey = async ({ engineApi }, instance) =>
  (await request(`${engineApi}/process-instance/${encodeURIComponent(instance)}`)).businessKey;

const note = (node, text) => node.replaceChildren(element('p', 'suban-case-note', text));

/** Instances that are open in this page; another one may be opened before the first has answered. */
const current = new WeakMap();

export default {
  id: 'suban.case',
  pluginPoint: 'cockpit.processInstance.runtime.tab',
  priority: 1000,
  properties: { label: '案件' },
  render: async (node, { api, processInstanceId }) => {
    const page = element('div', 'suban-case-page suban-case-scroll');
    node.replaceChildren(page);
    current.set(node, processInstanceId);
    try {
      const key = await businessKey(api, processInstanceId);
      if (current.get(node) !== processInstanceId) {
        return;
      }
      if (key?.startsWith('XX')) {
        showCase(page, key, {
          open: number => { window.location.hash = `#/suban/case/${encodeURIComponent(number)}`; }
        });
      } else {
        note(page, '本流程不是投诉案件。');
      }
    } catch (error) {
      console.warn('Suban: case not loaded', error);
      note(page, '未能读取案件，请刷新页面后重试。');
    }
  },
  unmount: node => current.delete(node)
};
