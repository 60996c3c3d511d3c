/** Texts of this page by language. */
export default {
  nl: {
    "title": "Gegevens van een ander ophalen",
    "private": "Deze pagina is alleen voor wie de link kreeg. Deel hem niet.",
    "noLink": "Open de link uit ons bericht. Neem hem helemaal over, tot en met het laatste teken.",
    "unreachable": "Dat lukte niet. Kijk of u internet hebt en probeer het opnieuw.",
    "busy": "Een ogenblik…",
    "time": "{time} uur",
    "moment": "{day} om {time}",
    "text": "Iemand vroeg ons zijn of haar gegevens aan u over te dragen (AVG art. 20 lid 2). Het is een zip-bestand met de gegevens in JSON en CSV.",
    "once": "U kunt het één keer ophalen. Bewaar het op een veilige plek, en wis het als de gegevens niet voor u zijn.",
    "fetch": "Haal het bestand op",
    "done": "Het bestand is opgehaald. De link werkt nu niet meer.",
  },
  en: {
    "title": "Fetch somebody's data",
    "private": "This page is for whoever got the link. Do not share it.",
    "noLink": "Open the link in our message. Copy all of it, up to the last character.",
    "unreachable": "That did not work. Check whether you are online and try again.",
    "busy": "One moment…",
    "time": "{time}",
    "moment": "{day} at {time}",
    "text": "Somebody asked us to hand their data over to you (GDPR art. 20(2)). It is a zip file with the data in JSON and CSV.",
    "once": "You can fetch it once. Keep it in a safe place, and erase it if the data are not meant for you.",
    "fetch": "Fetch the file",
    "done": "The file has been fetched. The link does not work any more.",
  },
};
