export const text = {
  title: "Oturumlarım",
  lead: "Giriş yaptığınız yerler. Bir oturum 12 saat kullanılmazsa kapanır.",
  columns: { device: "Cihaz", address: "Adres", started: "Giriş", seen: "Son görülme", acts: "" },
  current: "Bu oturum",
  end: "Oturumu kapat",
  endOf: "{device} üzerindeki oturumu kapat",
  ended: "{device} üzerindeki oturum kapatıldı.",
  unknown: "Bilinmeyen cihaz",
  emptyTitle: "Oturum yok",
  empty: "Başka bir yerde oturumunuz açık değil.",
};
