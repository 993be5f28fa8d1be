export const text = {
  looks: "Sayfaların görünümü",
  languageHint: "Hemen geçerli olur; giriş yaptığınız her cihazda aynıdır.",
  themeHint: "Sistem seçeneği cihazınızı izler.",
  password: {
    title: "Parola değiştir",
    old: "Şimdiki parola",
    new: "Yeni parola",
    hint: "En az 8 karakter. Diğer oturumlarınız kapanır.",
    submit: "Parolayı değiştir",
    busy: "Değiştiriliyor…",
    changed: "Parolanız değişti. Diğer oturumlarınız kapandı.",
  },
  sessions: {
    title: "Oturumlarım",
    lead: "Giriş yaptığınız yerler. Bir oturum 12 saat kullanılmazsa kapanır.",
    columns: { device: "Cihaz", address: "Adres", started: "Giriş", seen: "Son görülme", acts: "" },
    current: "Bu oturum",
    end: "Oturumu kapat",
    endOf: "{device} üzerindeki oturumu kapat",
    ended: "{device} üzerindeki oturum kapatıldı.",
    unknown: "Bilinmeyen cihaz",
  },
};
