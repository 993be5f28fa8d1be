export const text = {
  when: "زمان",
  asTable: "نمایش به‌صورت جدول",
  failed: "نمودار بارگذاری نشد. جدول آن سر جایش است.",
};
