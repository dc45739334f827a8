// for the Modeler, which loads resources/plugins/*/index.js
module.exports = {
  name: '诉办：图的约定',
  script: './conventions.js'
};
