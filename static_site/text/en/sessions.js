export const text = {
  title: "My sessions",
  lead: "Where you are signed in. A session ends after 12 hours without use.",
  columns: { device: "Device", address: "Address", started: "Signed in", seen: "Last seen", acts: "" },
  current: "This one",
  end: "End session",
  endOf: "End the session on {device}",
  ended: "The session on {device} has ended.",
  unknown: "Unknown device",
  emptyTitle: "No session",
  empty: "You are signed in nowhere else.",
};
