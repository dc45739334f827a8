// for bpmnlint on the command line
module.exports = {
  configs: {
    recommended: {
      rules: { 'suban/conventions': 'error' }
    }
  },
  rules: { conventions: './conventions.js' }
};
