export const text = {
  image: "Image",
  imageNamed: "Image: {name}",
  showImages: { one: "Show {count} image as a link", other: "Show {count} images as links" },
  imagesNote: "Images are never loaded here; the sender would see that you read this.",
  showAll: "Show all",
  showLess: "Show less",
  empty: "This message has no text to show.",
  loading: "Loading the message",
  failed: "The message could not be cleaned, so it is shown as it was sent.",
};
