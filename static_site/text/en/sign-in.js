export const text = {
  title: "Sign in to Hyperpanel",
  words: "Orders, tickets and users of all your panels in one place.",
  endedTitle: "Your session has ended",
  ended: "Sign in again to go on where you were. Nothing you typed is lost.",
  leave: "Sign out instead",
  username: "Username",
  password: "Password",
  submit: "Sign in",
  busy: "Signing in…",
  failed: "Username or password is wrong.",
  wait: "Too many tries. Wait {time}, then try again.",
};
