// The tables of furniture_phrases.h. The file is long because it is nothing but tables of words, in
// some twenty languages.

#include "indexer/extract/furniture_phrases.h"

namespace dateline::extract {

// Unformatted: clang-format would give most phrases a row of their own.
// clang-format off

const absl::flat_hash_set<absl::string_view>& FurniturePhrases() {
  static const auto& phrases = *new absl::flat_hash_set<absl::string_view>{
      // Sharing, printing, saving.
      "share", "share this", "share this article", "share this story", "share this page",
      "share article", "share story", "share on facebook", "share on twitter", "share on x",
      "share on linkedin", "share on whatsapp", "share via email", "share by email", "tweet",
      "tweet this", "email", "e-mail", "email this", "print", "print this", "print article", "save",
      "save article", "bookmark", "copy link", "copied", "copy", "link copied", "link", "facebook",
      "twitter", "whatsapp", "linkedin", "telegram", "reddit", "pinterest", "instagram", "youtube",
      "messenger", "flipboard", "pocket", "tumblr", "google+", "google", "rss", "pin it", "like",
      "shares", "share this articleclose button", "embed", "gift article", "send feedback",
      "share this articlecomments", "teilen", "drucken", "merken", "artikel drucken",
      "artikel teilen", "twittern", "e-mail senden", "partager", "imprimer", "partager cet article",
      "envoyer", "compartir", "imprimir", "guardar", "compartilhar", "partilhar", "condividi",
      "stampa", "delen", "udostepnij", "drukuj", "поделиться", "печать", "sdilet", "tisk",
      // Advertising.
      "advertisement", "advertisements", "advertising", "ad", "ads", "sponsored",
      "sponsored content", "promoted", "article continues below advertisement",
      "story continues below advertisement", "story continues", "article continues below",
      "continue reading below", "advertisement - continue reading below",
      "advertisement - scroll to continue", "advertisement. scroll to continue reading",
      "scroll to continue", "scroll down to continue", "anzeige", "werbung", "publicite",
      "publicidad", "publicidade", "pubblicita", "advertentie", "reklama", "reklam", "annons",
      "annonce", "реклама", "continua depois da publicidade", "la suite apres la publicite",
      "nach der werbung weiterlesen",
      // Navigation and controls.
      "menu", "search", "close", "home", "next", "previous", "prev", "back", "back to top", "top",
      "more", "show more", "load more", "see more", "view more", "view all", "see all", "show all",
      "read more", "read more...", "learn more", "more info", "details", "expand", "collapse",
      "loading", "loading...", "loader", "skip to content", "skip to main content",
      "skip to navigation", "jump to navigation", "open menu", "close menu", "toggle navigation",
      "find us", "select language", "select your language", "language", "translate", "hide", "show",
      "cancel", "submit", "ok", "yes", "no", "edit", "edit this page", "permalink", "go", "mehr",
      "weiterlesen", "mehr lesen", "schliessen", "suche", "zur startseite", "startseite",
      "nach oben", "zuruck", "weiter", "lire la suite", "accueil", "rechercher", "fermer",
      "suivant", "precedent", "en savoir plus", "voir plus", "leer mas", "ver mas", "buscar",
      "cerrar", "inicio", "siguiente", "anterior", "leia mais", "ver mais", "fechar", "leggi tutto",
      "chiudi", "cerca", "lees meer", "sluiten", "zoeken", "далее", "читать далее", "подробнее",
      // Accounts, subscriptions, consent.
      "log in", "login", "sign in", "sign up", "register", "subscribe", "subscribe now",
      "subscribe today", "my account", "create account", "log out", "sign out", "follow",
      "follow us", "following", "unfollow", "newsletter", "newsletters", "sign up now",
      "support us", "donate", "donate now", "become a member", "accept", "accept all", "reject all",
      "manage cookies", "cookie settings", "privacy", "privacy policy", "terms", "terms of use",
      "terms of service", "terms and conditions", "cookie policy", "contact", "contact us", "about",
      "about us", "help", "faq", "sitemap", "site map", "careers", "advertise", "advertise with us",
      "feedback", "imprint", "impressum", "datenschutz", "agb", "kontakt", "anmelden",
      "registrieren", "abonnieren", "einloggen", "s'abonner", "se connecter", "connexion",
      "s'inscrire", "mentions legales", "suscribete", "suscribirse", "iniciar sesion",
      "registrarse", "entrar", "assine", "cadastre-se", "accedi", "abbonati", "registrati",
      "inloggen", "abonneren", "войти", "подписаться",
      // Media.
      "play", "pause", "watch", "listen", "listen to article", "listen to this article", "mute",
      "unmute", "play video", "watch video", "video", "videos", "photo", "photos", "image",
      "images", "article image", "avatar", "gallery", "photo gallery", "view gallery", "enlarge",
      "enlarge image", "fullscreen", "view image in fullscreen", "image source", "image caption",
      "media caption", "image copyright", "audio", "transcript", "slideshow", "bild vergrossern",
      "foto", "fotos", "bild", "agrandir", "ampliar", "artikel anhoren", "ecouter", "escuchar",
      // Story furniture.
      "news feed", "live", "breaking", "breaking news", "exclusive", "opinion", "by", "published",
      "published on", "updated", "posted", "posted in", "posted by", "tags", "topics",
      "filed under", "categories", "category", "source", "sources", "author", "authors",
      "written by", "show all", "end of story", "after newsletter promotion", "skip past newsletter promotion", "___", "reprints", "permissions", "corrections",
      "report a typo", "report an error", "report this ad", "got a tip?", "staff writer",
      "dpa", "apa", "sda", "epd", "kna", "ansa", "efe", "ritzau", "ntb", "tt",
      "associated press", "reuters", "afp", "schlagworte", "themen", "autor", "etiquetas", "temas",
      "mots-cles", "trefwoorden",
  };
  return phrases;
}

const absl::flat_hash_set<absl::string_view>& EndPhrases() {
  static const auto& phrases = *new absl::flat_hash_set<absl::string_view>{
      "you might also like", "you may also like", "you might be interested in",
      "you may be interested in", "related", "related articles", "related stories", "related news",
      "related posts", "related content", "related topics", "related links", "related items",
      "related coverage", "related video", "related videos", "more from this author",
      "more on this story", "more on this topic", "more on this", "more like this", "more stories",
      "more news", "more articles", "more to read", "more headlines", "other stories", "other news",
      "read next", "up next", "what to read next", "recommended", "recommended for you",
      "recommended stories", "recommended articles", "recommended reading", "most read",
      "most popular", "most viewed", "most commented", "most shared", "most recent", "popular",
      "popular posts", "popular now", "popular stories", "popular articles", "trending",
      "trending now", "trending stories", "top stories", "top news", "latest news", "latest",
      "latest stories", "latest articles", "latest posts", "recent posts", "recent articles",
      "recent comments", "editor's picks", "editors' picks", "editor’s picks", "don't miss",
      "don’t miss", "also read", "also on", "from the web", "around the web", "promoted stories",
      "sponsored links", "sponsored stories", "we recommend", "keep reading", "continue reading",
      "in this story", "elsewhere on the web", "today's top stories", "explore more",
      "discover more", "comments", "comment", "leave a comment", "leave a reply", "post a comment",
      "add a comment", "add comment", "write a comment", "join the conversation",
      "join the discussion", "view comments", "show comments", "load comments", "read comments",
      "see comments", "no comments", "no comments yet", "be the first to comment", "discussion",
      "responses", "reader comments", "your comments", "cancel reply", "about the author",
      "about the authors", "about author", "author bio", "more from", "share your thoughts",
      "what do you think?", "have your say", "your email address will not be published.",
      "get our newsletter", "sign up for our newsletter", "subscribe to our newsletter",
      "stay informed", "stay connected", "support our journalism", "support independent journalism",
      "kommentare", "kommentar schreiben", "kommentar verfassen", "schreibe einen kommentar",
      "schreiben sie einen kommentar", "kommentar hinterlassen", "leserkommentare", "diskussion",
      "leserpost", "leserbriefe",
      "diese artikel konnten sie ebenfalls interessieren", "das konnte sie ebenfalls interessieren",
      "das konnte ihnen auch gefallen", "mehr artikel", "passend zum thema",
      "diesen artikel kommentieren", "ahnliche artikel", "ahnliche beitrage", "verwandte artikel",
      "verwandte beitrage", "verwandte themen", "mehr zum thema", "mehr zu diesem thema",
      "mehr aus", "weitere artikel", "weitere themen", "weitere meldungen", "weitere nachrichten",
      "das konnte sie auch interessieren", "das konnte dich auch interessieren", "auch interessant",
      "meistgelesen", "meistgelesene artikel", "meist gelesen", "neueste beitrage",
      "neueste kommentare", "uber den autor", "uber die autorin", "zum thema", "lesen sie auch",
      "commentaires", "laisser un commentaire", "ajouter un commentaire", "articles lies",
      "articles similaires", "sur le meme sujet", "a lire aussi", "lire aussi",
      "vous aimerez aussi", "les plus lus", "les plus lues", "a propos de l'auteur",
      "dans la meme rubrique", "reagir", "a decouvrir", "comentarios", "deja un comentario",
      "dejar un comentario", "articulos relacionados", "noticias relacionadas",
      "te puede interesar", "te puede interesar:", "tambien te puede interesar", "mas noticias",
      "lo mas leido", "lo mas visto", "mas leidas", "sobre el autor", "mas informacion",
      "relacionados", "temas relacionados", "deixe um comentario", "deixe seu comentario",
      "noticias relacionadas", "artigos relacionados", "leia tambem", "veja tambem", "mais lidas",
      "mais noticias", "sobre o autor", "veja mais", "saiba mais", "commenti", "lascia un commento",
      "articoli correlati", "leggi anche", "potrebbe interessarti", "ti potrebbe interessare",
      "i piu letti", "potrebbe interessarti anche", "reacties", "lees ook", "gerelateerd",
      "gerelateerde artikelen", "meest gelezen", "meer over", "plaats een reactie",
      "geef een reactie", "komentarze", "dodaj komentarz", "czytaj takze", "czytaj tez",
      "zobacz takze", "zobacz rowniez", "powiazane", "polecane", "комментарии", "читайте также",
      "похожие новости", "по теме", "diskuse", "souvisejici clanky", "mohlo by vas zajimat",
      "ctete take", "relaterade artiklar", "las mer", "relaterte artikler", "les ogsa", "laes ogsa",
      "ilgili haberler", "yorumlar", "yorum yap", "cok okunanlar", "artikel terkait", "baca juga",
      "komentar", "tin lien quan", "binh luan", "مقالات ذات صلة", "اقرأ أيضا", "التعليقات",
      "関連記事", "関連ニュース", "関連リンク", "おすすめ記事", "あわせて読みたい", "こちらもおすすめ",
      "アクセスランキング", "人気記事", "コメント", "相关阅读", "相关新闻", "相关文章", "相关报道",
      "推荐阅读", "热门评论", "网友评论", "发表评论", "我要评论", "更多评论", "延伸閱讀", "相關新聞",
      "相關文章", "推薦閱讀", "發表評論", "留言", "관련기사", "관련 기사", "관련뉴스", "댓글", "많이 본 뉴스",
  };
  return phrases;
}

absl::Span<const absl::string_view> FurniturePrefixes() {
  static constexpr absl::string_view kPrefixes[] = {
      "read more:", "show all", "copy/paste", "copy to clipboard", "click to share",
      "click to email", "click to print", "opens in new window", "(updated", "view gallery",
      "open image", "like this:", "read more about", "read also", "also read", "read next:",
      "related:", "related stories:", "see also:", "see also -", "more:", "watch:", "watch now:",
      "watch more:", "listen:", "photo:", "photos:", "photo by", "photograph:", "photograph by",
      "picture:", "pictures:", "image:", "image credit", "image source", "image copyright",
      "credit:", "photo credit", "file photo", "foto:", "fotos:", "bild:", "bildquelle",
      "credit photo", "getty images", "sign up for", "sign up to", "subscribe to", "follow us",
      "follow the ", "follow @", "like us on", "click here", "tap here", "download the",
      "download our", "copyright", "\xc2\xa9", "(c) 20", "all rights reserved", "updated:",
      "updated on", "last updated", "last modified", "published:", "published on", "published at",
      "published by", "posted on", "posted at", "posted by", "posted in", "filed under", "tags:",
      "tagged:", "topics:", "tagged with", "categories:", "category:", "keywords:",
      "media playback is", "this video can not be played", "this video cannot be played",
      "this content is not available", "scroll down for", "to view this video", "video unavailable",
      "sorry, this video", "the video could not", "enlarge this image", "toggle caption",
      "hide caption", "this page is not available",
      "skip to main", "skip to content", "skip to navigation",
      "this site uses cookies", "we use cookies", "by clicking", "by continuing", "by signing up",
      "by subscribing", "by submitting", "this website uses cookies", "our website uses cookies",
      "please enable javascript", "javascript is disabled", "javascript is required",
      "your browser does not support", "you need to enable javascript",
      "want to bookmark your favo", "already a subscriber", "already have an account",
      "already a member", "this story has been shared", "support our work", "help us keep",
      "your support helps", "your support makes", "support quality journalism", "make a donation",
      "donate to", "this audio version was", "contact us at", "send us", "email us at",
      "got a story", "join our", "join us on", "get the latest", "get our", "stay up to date",
      "never miss a", "source:", "quelle:", "via:", "fuente:", "fonte:", "share this",
      "this entry was posted", "this post was posted", "der beitrag wurde am", "dieser beitrag wurde",
      "featured image", "photo source", "credits photo", "schlagworte:",
      "dieser eintrag wurde", "cet article a ete publie", "cette entree a ete publiee",
      "esta entrada fue publicada", "este post foi publicado",
      "this article was originally published", "this story was originally published",
      "reporting by ", "editing by ", "our standards:", "view this post on", "a post shared by",
      "story continues below", "article continues below", "recommended:", "don't miss:",
      "don’t miss:", "mehr zum thema:", "lesen sie auch", "lesen sie hier", "lesen sie mehr",
      "lies auch", "auch interessant:", "siehe auch:", "a lire aussi", "lire aussi",
      "lire la suite", "a lire :", "voir aussi", "lea tambien", "lee tambien", "lea mas",
      "leer tambien", "te puede interesar", "ver tambien", "mira tambien", "leia tambem",
      "leia mais", "veja tambem", "leggi anche", "leggi qui", "lees ook", "czytaj takze",
      "czytaj tez", "zobacz takze", "читайте также", "фото:", "las ocksa", "las mer", "les ogsa",
      "lue myos", "listen:", "listen live", "on air now", "watch live",
      "this article is more than", "this story is more than", "market data delayed",
      "data delayed by", "quotes delayed", "bet responsibly", "vote:", "poll:", "subscriber event:", "privacy notice:", "enter your email", "gamble responsibly",
      "utilizamos cookies", "usamos cookies", "este sitio utiliza cookies",
      "ce site utilise des cookies", "nous utilisons des cookies", "wir verwenden cookies",
      "diese website verwendet cookies", "recibe nuestro boletin", "suscribete a nuestro boletin",
      "recevez notre newsletter", "inscrivez-vous a la newsletter", "jetzt newsletter",
      "newsletter abonnieren", "start your free trial", "your support allows", "your support keeps",
  };
  return kPrefixes;
}

absl::Span<const absl::string_view> CountedEnds() {
  static constexpr absl::string_view kCounted[] = {
      "comments on ", "comment on ", "thoughts on ", "thought on ", "responses to ",
      "response to ", "replies to ", "reply to ", "comments to ", "kommentare zu ",
      "kommentar zu ", "antworten zu ", "antworten auf ", "gedanken zu ", "gedanke zu ",
      "kommentare fur ", "commentaires sur ", "reponses a ", "comentarios en ", "respuestas a ",
      "comentarios sobre ", "commenti su ", "reacties op ", "gedachten over ",
  };
  return kCounted;
}

absl::Span<const absl::string_view> EndPrefixes() {
  static constexpr absl::string_view kPrefixes[] = {
      "comments (", "be the first to comment", "there are no comments", "comments on ", "commented on", "kommentare (",
      "commentaires (", "comentarios (", "leave a comment", "leave a reply", "more from ",
      "more stories from", "you might also like", "you may also like", "related articles",
      "related stories", "recommended for you", "see what others", "show comments", "view comments",
      "join the conversation", "sign in to comment", "sign in to post a", "log in to comment",
      "teilen mit:", "gefallt mir:",
      "verwandte artikel", "verwandte beitrage", "ahnliche artikel", "ahnliche beitrage",
      "weitere artikel aus", "weitere artikel zu", "related posts", "most read in", "most popular in",
      "popular in ", "trending in ", "latest from ", "recent posts", "lesermeinungen", "leserbriefe",
      "hier klicken, um das antworten", "kommentieren sie den", "ihr kommentar zum", "mehr zum thema", "das konnte sie auch", "das konnte dich auch",
      "schreibe einen kommentar", "sur le meme sujet", "most popular", "most read",
  };
  return kPrefixes;
}

// clang-format on

}  // namespace dateline::extract
