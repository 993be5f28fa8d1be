export const text = {
  looks: "How the pages look",
  languageHint: "In force at once, on every machine you sign in at.",
  themeHint: "System follows your machine.",
  password: {
    title: "Change password",
    old: "Current password",
    new: "New password",
    hint: "At least 8 characters. Your other sessions end.",
    submit: "Change password",
    busy: "Changing…",
    changed: "Your password is changed. Your other sessions have ended.",
  },
  sessions: {
    title: "My sessions",
    lead: "Where you are signed in. A session ends after 12 hours without use.",
    columns: { device: "Device", address: "Address", started: "Signed in", seen: "Last seen", acts: "" },
    current: "This one",
    end: "End session",
    endOf: "End session on {device}",
    ended: "The session on {device} has ended.",
    unknown: "Unknown device",
  },
};
