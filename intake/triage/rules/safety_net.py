"""The safety-net text: what every patient is told to come back for, whatever was found."""

SAFETY_NET = (
    "Go to an emergency department the same day if any of these begins: new trouble passing urine or "
    "stool; numbness between the legs; both legs weak or numb; a foot that drops; a weak face or arm; fever "
    "with back pain; a cold or white foot; a swollen calf with chest pain or short breath; or a hot, "
    "swollen foot if you have diabetes."
)
