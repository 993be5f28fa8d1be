export const text = {
  title: "Hyperpanel'e giriş yap",
  words: "Tüm panellerinizin siparişleri, talepleri ve kullanıcıları tek yerde.",
  ended: "Oturumunuz kapandı. Kaldığınız yerden devam etmek için tekrar giriş yapın.",
  username: "Kullanıcı adı",
  password: "Parola",
  submit: "Giriş yap",
  busy: "Giriş yapılıyor…",
  failed: "Kullanıcı adı veya parola yanlış.",
  wait: "Çok fazla deneme yapıldı. {time} bekleyip tekrar deneyin.",
};
