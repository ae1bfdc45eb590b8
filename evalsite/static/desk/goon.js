// Goes on by itself with work that a page does some of at a time; without scripts a button does.
document.querySelector("[data-go-on]")?.submit();
