// html-validate's rules. Our pages: all that it recommends, but that the name of a news page in its tab, the story's title
// and the site's, may be longer than the 70 letters that a search engine shows.

const RECOMMENDED = { root: true, extends: ["html-validate:recommended"] };

export const PAGE_MARKUP = { ...RECOMMENDED, rules: { "long-title": ["error", { maxlength: 120 }] } };

// Mail is laid out for Outlook, whose reader is Word: what follows is old-fashioned there, not wrong.
export const MAIL_MARKUP = {
  ...RECOMMENDED,
  rules: {
    "no-inline-style": "off", // several readers drop style sheets, so styles stand in the elements
    "no-deprecated-attr": "off", // Word sizes and aligns tables by attributes, not by styles
    "no-conditional-comment": "off", // how Outlook alone is given its tables
    "prefer-native-element": "off", // <article> loses its styles in Word; a <div> with the role does not
  },
};

// The desk's forms: a button's own kind, to send the form, and a field's own kind, text, are what is meant; a
// table that scrolls is a named region that the keyboard reaches.
export const DESK_MARKUP = {
  ...RECOMMENDED,
  rules: { "no-implicit-button-type": "off", "no-implicit-input-type": "off", "prefer-native-element": "off" },
};
