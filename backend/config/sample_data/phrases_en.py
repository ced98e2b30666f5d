"""English material for sample tickets. `{…}` is filled from the lists of the same name."""

FIRST = (
    "Olivia Liam Amelia Noah Sofia Ethan Mia Lucas Ava Mateo Chloe Samuel Grace Henry Zoe Daniel Ruby Oscar "
    "Hannah Leo Priya Arjun Aisha Omar Yuki Kenji Ingrid Lars Fatima Diego"
).split()
LAST = (
    "Carter Nguyen Patel Schmidt Rossi Garcia Kim Tanaka Andersson Brown Okafor Silva Dubois Novak Walsh "
    "Hughes Kaur Lindqvist Moreau Fischer Costa Evans Ahmed Park Jensen"
).split()
CITIES = "Singapore Sydney London Toronto Berlin Dublin Auckland Melbourne Manchester Vancouver".split()
COMPANIES = (
    "Harbour View Hotel",
    "Northgate Clinic",
    "Blue Oak Cafe",
    "Sunrise Apartments",
    "Meridian Offices",
    "Parkside School",
    "Lakeview Gym",
    "Corner Street Bakery",
)
PRODUCTS = (
    "split air conditioner KFR-35GW",
    "floor-standing air conditioner KFR-72LW",
    "washing machine XQG100",
    "refrigerator BCD-520",
    "water purifier RO-800G",
    "dishwasher WQP12",
    "display cooler SC-318",
    "robot vacuum T20",
)
FAULTS = (
    "does not cool any more",
    "stops after ten minutes and shows E4",
    "makes a loud scraping noise",
    "leaks water at the bottom",
    "does not start at all",
    "keeps going offline in the app",
)
CASES = (
    (
        "repair",
        1,
        "P1",
        "The {product} {fault}",
        "Hello, I bought a {product} from you last November and since yesterday afternoon it {fault}. "
        "I have already unplugged it and tried again. Could you send a technician this week? I am in {city}, "
        "phone {phone}.",
        "Thank you for the report. A technician near {city} has your details and will call you today before "
        "6 pm to agree on a time.",
        "The technician replaced the pressure switch and tested the unit. Please watch it for two days.",
    ),
    (
        "refund",
        3,
        "P2",
        "Refund for order {order} has not arrived",
        "The return for order {order} was received by your warehouse a week ago, but the refund of "
        "{amount} has not reached my card. Could you please check?",
        "We found the return. Finance is reviewing the refund; it should be with your bank in one working day.",
        "The refund of {amount} has been sent to the original card.",
    ),
    (
        "request",
        4,
        "P2",
        "Order {order} marked as delivered, nothing arrived",
        "Tracking says order {order} was delivered this morning. Nobody was at home and there is no parcel with "
        "the neighbours. Who signed for it?",
        "We have asked the depot in {city} who signed for the parcel and will answer before the end of the day.",
        "The parcel went to the next building by mistake. It is out for delivery again today.",
    ),
    (
        "request",
        0,
        "P3",
        "Which filter fits the {product}?",
        "Hi, which filter fits the {product}, and does changing it myself affect the warranty?",
        "Hello, search for the model in the parts shop. Changing the filter yourself does not affect the warranty.",
        "We have sent the link and a short video. Let us know if anything is unclear.",
    ),
    (
        "complaint",
        0,
        "P1",
        "Technician missed two appointments",
        "I took two days off work and nobody came, and nobody answers the phone. Please tell me what happened "
        "and when somebody will come. {phone}",
        "We are very sorry. We are checking the schedule, and the team lead will call you within two hours.",
        "The team lead has apologised, extended the warranty by six months, and the repair was done the same day.",
    ),
    (
        "repair",
        2,
        "P0",
        "URGENT: {company}, {product} is down",
        "This is {company}. Our {product} {fault} since this morning and we cannot open. Please send somebody "
        "at once, ask for {person}, {phone}.",
        "This is now an emergency ticket. An engineer arrives before 11:30 and will call on the way.",
        "The control board was replaced on site and the unit is running again.",
    ),
)
ANSWERS = (
    "Thanks, I will wait for the call.",
    "It works again, thank you, very professional.",
    "It happened again today, please have another look.",
    "Here is more detail: the model on the label matches the order.",
    "Could you tell me roughly how long this will take?",
)
NOTES = (
    "E4 is the high-pressure switch. Two in stock, one reserved.",
    "Second contact this month, please handle with care.",
    "Refund slip made, waiting for the second check.",
    "Depot did not answer, trying again this afternoon.",
)
COMMENTS = ("On time and friendly", "Solved, but it took a while", "Great service", "Needed two visits", "")
