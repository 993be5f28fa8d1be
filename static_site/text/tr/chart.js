export const text = {
  when: "Zaman",
  asTable: "Tablo olarak göster",
  failed: "Grafik yüklenemedi. Tablosu yine burada.",
};
