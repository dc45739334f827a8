// Form-js has no translations: its own few strings are English and fixed. This module replaces them where form-js
// puts them, and nowhere else: a text that a person wrote stays as it is, even if it reads "Select". The watermark of
// the library stays too, its licence asks for it. Written against form-js 1.8.7.

const PATTERNS = {
  '^1\\d{10}$': '请填写11位手机号码',
  '^(1[3-9]\\d{9}|0\\d{2,3}-?\\d{7,8})$': '请填写11位手机号码，或带区号的固定电话（如 029-12345678）',
  '^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$': '请填写正确的电子邮箱',
  '^[0-9A-HJ-NPQRTUWXY]{2}\\d{6}[0-9A-HJ-NPQRTUWXY]{10}$': '请填写18位统一社会信用代码',
  '^XX[0-9]{8}-[0-9]{4,9}$': '请填写投诉编号（如 XX20261122-0001）'
};

const MESSAGES = [
  [/^Field is required\.$/, () => '必填'],
  [/^Field must match pattern (.*)\.$/, pattern => PATTERNS[pattern] || '格式不正确'],
  [/^Field must have minimum value of (.*)\.$/, min => `不能小于${min}`],
  [/^Field must have maximum value of (.*)\.$/, max => `不能大于${max}`],
  [/^Field must have minimum length of (.*)\.$/, min => `至少填写${min}个字`],
  [/^Field must have maximum length of (.*)\.$/, max => `最多填写${max}个字`],
  [/^Field must be a valid {1,2}international phone number\./, () => '请填写带国家代码的电话号码（如 +8613800000000）'],
  [/^Field must be a valid email\.$/, () => '请填写正确的电子邮箱'],
  [/^Date and time must both be entered\.$/, () => '日期和时间都须填写'],
  [/^Value is not a number\.$/, () => '请填写数字'],
  [/^Value is expected to be an integer\.$/, () => '请填写整数'],
  [/^Value is expected to have at most (\d+) decimal digits?\.$/, digits => `最多保留${digits}位小数`],
  [/^Please select a valid value, the two nearest valid values are (.*) and (.*)\.$/, (a, b) => `请填写有效值，最接近的是${a}和${b}`]
];

const is = (english, chinese) => [[english, () => chinese]];

// selector, what is translated there (text, or an attribute), patterns
const PLACES = [
  ['.fjs-form-field-error li', 'text', MESSAGES],
  ['.fjs-select-display.fjs-select-placeholder', 'text', is(/^Select$/, '请选择')],
  ['.fjs-dropdownlist-empty', 'text', [
    [/^No results$/, () => '没有匹配的选项'],
    [/^All values selected$/, () => '已全部选择']
  ]],
  ['.fjs-skip-link', 'text', is(/^Skip to search$/, '跳到搜索框')],
  ['.fjs-repeat-render-add', 'text', is(/^Add new$/, '添加一项')],
  ['.fjs-repeat-render-collapse', 'text', [
    [/^Collapse$/, () => '收起'],
    [/^Expand all \((\d+)\)$/, count => `展开全部（${count}）`]
  ]],
  ['.fjs-table-middle-container.fjs-table-empty, .fjs-table-td[colspan]', 'text', is(/^Nothing to show\.$/, '暂无内容')],
  ['.fjs-table-nav-label', 'text', is(/^of$/, ' / ')],
  ['.fjs-select-searchinput, .fjs-taglist-input, .fjs-input-group input.fjs-input', 'placeholder', is(/^Search$/, '搜索')],
  ['.fjs-datepicker input', 'placeholder', is(/^y+\/m+\/d+$/, '年/月/日')],
  ['.fjs-timepicker input', 'placeholder', [
    [/^hh:mm$/, () => '时:分'],
    [/^hh:mm \?m$/, () => '时:分 AM/PM']
  ]],
  ['.fjs-taglist-tag-remove', 'title', is(/^Remove tag$/, '移除')],
  ['.fjs-repeat-row-remove', 'aria-label', [[/^Remove list item (\d+)$/, index => `移除第${index}项`]]],
  ['.fjs-number-arrow-container button', 'aria-label', [
    [/^Increment$/, () => '增加'],
    [/^Decrement$/, () => '减少']
  ]],
  ['.fjs-table-nav-button', 'aria-label', [
    [/^Previous page$/, () => '上一页'],
    [/^Next page$/, () => '下一页']
  ]],
  ['.fjs-table-th', 'aria-label', [
    [/^Click to sort by (.*) descending$/, column => `按${column}降序排列`],
    [/^Click to sort by (.*) ascending$/, column => `按${column}升序排列`],
    [/^Click to remove sorting$/, () => '取消排序']
  ]]
];

const ATTRIBUTES = [...new Set(PLACES.map(([, what]) => what))].filter(what => what !== 'text');

function translated(text, patterns) {
  const english = text.trim();
  for (const [pattern, chinese] of patterns) {
    const match = pattern.exec(english);
    if (match) {
      return chinese(...match.slice(1));
    }
  }
  return null;
}

// As the server does: a field is named by its label, without the hint that may follow in brackets.
function nameOf(error) {
  const label = error.closest('.fjs-form-field')?.querySelector('.fjs-form-field-label:not(.fjs-checked)')?.innerText || '';
  const name = label.replace(/\*$/, '').split(/[（：]/)[0].trim();
  return name && `${name}：`;
}

function translateText(element, patterns) {
  for (const node of element.childNodes) {
    const chinese = node.nodeType === Node.TEXT_NODE && translated(node.data, patterns);
    if (chinese) {
      node.data = patterns === MESSAGES ? nameOf(element) + chinese : chinese;
    }
  }
}

function translate(container) {
  for (const [selector, what, patterns] of PLACES) {
    for (const element of container.querySelectorAll(selector)) {
      if (what === 'text') {
        translateText(element, patterns);
      } else {
        const chinese = translated(element.getAttribute(what) || '', patterns);
        if (chinese) {
          element.setAttribute(what, chinese);
        }
      }
    }
  }
}

const watched = new WeakSet();

function watch(container) {
  if (watched.has(container)) {
    return;
  }
  watched.add(container);
  const look = () => {
    translate(container);
    open(container);
    fold(container);
  };
  look();
  // what is translated no longer matches, so the change it makes is looked at once more and then rests
  new MutationObserver(look).observe(container, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
    attributeFilter: ATTRIBUTES
  });
}

// What a form only shows can be marked, copied and scrolled by keys, which a disabled box cannot; form-js still holds it
// for disabled and sends nothing of it.
function open(container) {
  for (const box of container.querySelectorAll('.fjs-disabled textarea')) {
    if (box.disabled) {
      box.disabled = false;
      box.readOnly = true;
    }
    box.tabIndex = box.scrollHeight > box.clientHeight + 2 ? 0 : -1;
  }
}

const isFilled = group => group.querySelector('.fjs-taglist-tag, input:checked')
  || [...group.querySelectorAll('textarea, input[type="text"]')].some(({ value }) => value);

// A group whose id begins with "field_fold" is for what few cases need: it opens by its title, and by itself where something
// in it is filled in or wrong.
function fold(container) {
  for (const title of container.querySelectorAll('.fjs-form-field-group > label[id*="-field_fold"]')) {
    const group = title.parentElement;
    const toggle = title.querySelector('.suban-fold') || document.createElement('button');
    const turn = folded => {
      group.dataset.folded = folded;
      toggle.setAttribute('aria-expanded', !folded);
      toggle.textContent = folded ? '展开' : '收起';
    };
    if (!toggle.isConnected) {
      toggle.type = 'button';
      toggle.className = 'suban-fold';
      toggle.addEventListener('click', () => turn(group.dataset.folded !== 'true'));
      title.append(toggle);
      turn(!isFilled(group));
    }
    if (group.dataset.folded === 'true' && group.querySelector('.fjs-has-errors')) {
      turn(false);
    }
  }
}

// Outside forms only the arrival of a form is looked for.
new MutationObserver(changes => {
  for (const { addedNodes } of changes) {
    for (const node of addedNodes) {
      if (node.nodeType === Node.ELEMENT_NODE && !node.parentElement?.closest('.fjs-container')) {
        if (node.matches('.fjs-container')) {
          watch(node);
        }
        node.querySelectorAll('.fjs-container').forEach(watch);
      }
    }
  }
}).observe(document.body, { childList: true, subtree: true });
document.querySelectorAll('.fjs-container').forEach(watch);

// Form-js writes and reads dates as the browser's language does ("default"): one way for everybody here.
const BrowserFormat = Intl.DateTimeFormat;
Intl.DateTimeFormat = new Proxy(BrowserFormat, {
  apply: (format, self, [locale, ...rest]) => format(locale === 'default' ? 'zh-CN' : locale, ...rest),
  construct: (format, [locale, ...rest]) => new format(locale === 'default' ? 'zh-CN' : locale, ...rest)
});

if (window.flatpickr) {
  window.flatpickr.localize({
    weekdays: {
      shorthand: ['日', '一', '二', '三', '四', '五', '六'],
      longhand: ['星期日', '星期一', '星期二', '星期三', '星期四', '星期五', '星期六']
    },
    months: {
      shorthand: ['1月', '2月', '3月', '4月', '5月', '6月', '7月', '8月', '9月', '10月', '11月', '12月'],
      longhand: ['一月', '二月', '三月', '四月', '五月', '六月', '七月', '八月', '九月', '十月', '十一月', '十二月']
    },
    firstDayOfWeek: 1,
    ordinal: () => '日',
    rangeSeparator: ' 至 ',
    weekAbbreviation: '周',
    scrollTitle: '滚动切换',
    toggleTitle: '点击切换',
    amPM: ['上午', '下午'],
    yearAriaLabel: '年',
    monthAriaLabel: '月',
    hourAriaLabel: '时',
    minuteAriaLabel: '分',
    time_24hr: true
  });
}

export default [];
