export const text = {
  title: "نشست‌های من",
  lead: "جاهایی که وارد شده‌اید. نشستی که ۱۲ ساعت استفاده نشود بسته می‌شود.",
  columns: { device: "دستگاه", address: "نشانی", started: "ورود", seen: "آخرین مشاهده", acts: "" },
  current: "همین نشست",
  end: "بستن نشست",
  endOf: "بستن نشست روی {device}",
  ended: "نشست روی {device} بسته شد.",
  unknown: "دستگاه ناشناس",
  emptyTitle: "نشستی نیست",
  empty: "جای دیگری وارد نشده‌اید.",
};
