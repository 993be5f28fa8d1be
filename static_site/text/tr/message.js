export const text = {
  image: "Görsel",
  imageNamed: "Görsel: {name}",
  showImages: { one: "{count} görseli bağlantı olarak göster", other: "{count} görseli bağlantı olarak göster" },
  imagesNote: "Görseller burada hiç yüklenmez; yoksa gönderen bunu okuduğunuzu görürdü.",
  showAll: "Tümünü göster",
  showLess: "Daha az göster",
  empty: "Bu iletide gösterilecek metin yok.",
  loading: "İleti yükleniyor",
  failed: "İleti temizlenemedi; gönderildiği gibi gösteriliyor.",
};
