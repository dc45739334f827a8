// Draws a diagram and the inside of each of its collapsed sub-processes: the same text for the same diagram, whenever it is drawn.
const FONTS = '"Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif';
const MARGIN = 10;

// the web applications carry the library without a name
function library() {
  let modules;
  webpackChunkcamunda_bpm_webapp.push([['pictures'], {}, require => { modules = require; }]);
  const [id] = Object.entries(modules.m).find(([, text]) => String(text).includes('saveSVG') && String(text).includes('bjs-drilldown'));
  return Object.values(modules(id)).find(exported => exported.prototype?.saveSVG);
}

const Viewer = library();

const rounded = text => text.replace(/-?\d+\.\d+(e-?\d+)?/g, number => String(Math.round(Number(number) * 10) / 10));

// what every shape repeats stands once, on the root
const INHERITED = `font-family: ${FONTS.replaceAll('"', "'")}; stroke-linecap: round; stroke-linejoin: round;`;
const REPEATED = [/font-family: [^;]*;/, /stroke-line(cap|join): round;/g, /font-weight: normal;/, /(fill|stroke)-opacity: 1;/g, /display: block;/];

function short(node) {
  const style = REPEATED.reduce((text, part) => text.replace(part, ''), node.getAttribute('style') ?? '')
    .replaceAll('rgb(34, 36, 42)', '#22242a').replace(/\s+/g, ' ').trim();
  if (style) {
    node.setAttribute('style', style);
  } else {
    node.removeAttribute('style');
  }
  node.removeAttribute('lineHeight');
  const moved = /^matrix\(1 0 0 1 (\S+) (\S+)\)$/.exec(node.getAttribute('transform') ?? '');
  if (moved) {
    node.setAttribute('transform', `translate(${moved[1]} ${moved[2]})`);
  }
}

function plain(svg) {
  const drawing = new DOMParser().parseFromString(svg, 'image/svg+xml');
  // what people click on, and what only the screen shows
  drawing.querySelectorAll('.djs-hit, .djs-outline, .djs-drilldown, .bjs-drilldown').forEach(node => node.remove());
  // ids that are drawn by lot
  const names = new Map();
  drawing.querySelectorAll('[id]').forEach((node, index) => { names.set(node.id, 'mark' + (index + 1)); node.id = names.get(node.id); });
  const root = drawing.documentElement;
  drawing.querySelectorAll('*').forEach(node => {
    for (const { name, value } of [...node.attributes]) {
      let given = value.replaceAll(/&quot;|"/g, "'");
      names.forEach((now, before) => { given = given.replaceAll(`url('#${before}')`, `url(#${now})`).replaceAll(`url(#${before})`, `url(#${now})`); });
      if (name !== 'data-element-id' && name !== 'id') {
        given = rounded(given);
      }
      node.setAttribute(name, given);
    }
    node.removeAttribute('class');
    short(node);
  });
  const [x, y, width, height] = root.getAttribute('viewBox').split(' ').map(Number);
  const box = [Math.floor(x) - MARGIN, Math.floor(y) - MARGIN, Math.ceil(width) + 2 * MARGIN, Math.ceil(height) + 2 * MARGIN];
  const inside = [...root.childNodes].map(node => new XMLSerializer().serializeToString(node).replaceAll(' xmlns="http://www.w3.org/2000/svg"', ''));
  const attributes = `viewBox="${box.join(' ')}" width="${box[2]}" height="${box[3]}" style="${INHERITED}"`;
  const paper = `<rect x="${box[0]}" y="${box[1]}" width="${box[2]}" height="${box[3]}" fill="white"/>`;
  return { attributes, body: paper + '\n' + inside.join('\n').replace(/(<\/?g[^>]*>|<\/text>|<\/marker>)/g, '$1\n').replace(/\n+/g, '\n').trim() };
}

window.draw = async bpmn => {
  const viewer = new Viewer({
    container: '#canvas',
    textRenderer: { defaultStyle: { fontFamily: FONTS }, externalStyle: { fontFamily: FONTS } }
  });
  try {
    const { warnings } = await viewer.importXML(bpmn);
    if (warnings.length) {
      throw new Error(warnings.map(warning => warning.message).join('\n'));
    }
    const canvas = viewer.get('canvas');
    const first = canvas.getRootElement();
    const pictures = {};
    for (const plane of canvas.getRootElements()) {
      canvas.setRootElement(plane);
      const { svg } = await viewer.saveSVG();
      const { attributes, body } = plain(svg);
      pictures[plane === first ? '' : plane.businessObject.id] = attributes + '\n' + body;
    }
    return pictures;
  } finally {
    viewer.destroy();
  }
};
