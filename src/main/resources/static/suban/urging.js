// 催办 and 督办 from wherever a case or a list of cases is shown: a dialog asks for what the record needs, and says of every case what
// came of it.

import { dialog } from './dialog.js?v=1';
import { ask, element, post } from './page.js?v=1';

/** 催办 of one or several cases; `after` runs when it was done and the answers were read. */
export const urge = (numbers, after) => {
  const reason = element('textarea', { rows: 3, required: true, maxLength: 500 });
  dialog({
    title: numbers.length === 1 ? `催办 ${numbers[0]}` : `催办${numbers.length}件投诉`,
    hint: '通知正在办理的单位抓紧办理，并记入办理记录；期限不变，每个单位每天最多一次。',
    controls: [['催办理由（500字以内）', reason]],
    act: async () => (await post('/urgings', { numbers, reason: reason.value }))
      .map(({ number, message }) => (numbers.length === 1 ? message : `${number}：${message}`)),
    after
  });
};

/** 督办 of one case: a document to each unit it waits for; `today` is the first day that a report can be asked for. */
const oversee = (number, today, after) => {
  const requirements = element('textarea', { rows: 4, required: true, maxLength: 1000 });
  const reportBy = element('input', { type: 'date', required: true, min: today });
  dialog({
    title: `督办 ${number}`,
    hint: '向正在办理的单位签发督办通知单，编号存档；期限不变。',
    controls: [['督办要求（1000字以内）', requirements], ['报告日期（30天内的工作日）', reportBy]],
    act: async () => [(await post(`/cases/${encodeURIComponent(number)}/oversight`, {
      requirements: requirements.value, reportBy: reportBy.value
    })).message],
    after
  });
};

/** The buttons for what the person may do with this case; nothing where nothing. */
export const urgingOf = (number, after) => {
  const place = element('span', { className: 'suban-urging' });
  ask(`/cases/${encodeURIComponent(number)}/urging`).then(may => {
    const button = (text, act) => {
      const made = element('button', { type: 'button', className: 'btn btn-default btn-sm', textContent: text });
      made.addEventListener('click', act);
      return made;
    };
    if (may.urge) {
      place.append(button('催办', () => urge([number], after)));
    }
    if (may.oversee) {
      place.append(' ', button('督办', () => oversee(number, may.today, after)));
    }
  }).catch(error => console.warn('Suban: rights not known', error));
  return place;
};

export default [];
