export const text = {
  when: "When",
  asTable: "Show as a table",
  failed: "The chart could not be loaded. Its table is still there.",
};
