export const text = {
  title: "Hyperpanel'e giriş yap",
  words: "Tüm panellerinizin siparişleri, talepleri ve kullanıcıları tek yerde.",
  endedTitle: "Oturumunuz kapandı",
  ended: "Kaldığınız yerden devam etmek için tekrar giriş yapın. Yazdıklarınız kaybolmadı.",
  leave: "Çıkış yap",
  username: "Kullanıcı adı",
  password: "Parola",
  submit: "Giriş yap",
  busy: "Giriş yapılıyor…",
  failed: "Kullanıcı adı veya parola yanlış.",
  wait: "Çok fazla deneme yapıldı. {time} bekleyip tekrar deneyin.",
};
