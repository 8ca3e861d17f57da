import { calls, daily, fridaysAndSundays, type Line, weekdays, weekends } from "./line.js";

export const germanLines: readonly Line[] = [
  {
    name: "ICE 10",
    category: "ICE",
    numbers: 540,
    calls: calls(
      "Berlin Hbf > Hannover Hbf > Bielefeld Hbf > Dortmund Hbf > Essen Hbf > Duisburg Hbf > Düsseldorf Hbf > Köln Hbf",
    ),
    outward: [daily("04:46", "20:46")],
    homeward: [daily("04:38", "20:38")],
  },
  {
    name: "ICE 11",
    category: "ICE",
    numbers: 590,
    calls: calls(
      "München Hbf > Augsburg Hbf > Ulm Hbf > Stuttgart Hbf > Mannheim Hbf > Frankfurt (Main) Hbf > Fulda > Erfurt Hbf > Leipzig Hbf > Berlin Südkreuz > Berlin Hbf",
    ),
    outward: [daily("05:28", "17:28", 120)],
    homeward: [daily("05:30", "17:30", 120)],
  },
  {
    name: "ICE 12",
    category: "ICE",
    numbers: 370,
    calls: calls(
      "Berlin Hbf > Hannover Hbf > Göttingen > Kassel-Wilhelmshöhe > Frankfurt (Main) Hbf > Mannheim Hbf > Karlsruhe Hbf > Freiburg (Breisgau) Hbf > Basel SBB > Bern > Spiez > Interlaken Ost",
    ),
    outward: [daily("05:06", "15:06", 120)],
    homeward: [daily("06:00", "16:00", 120)],
  },
  {
    name: "ICE 15",
    category: "ICE",
    numbers: 1630,
    calls: calls("Berlin Hbf > Halle (Saale) Hbf > Erfurt Hbf > Frankfurt (Main) Hbf"),
    outward: [weekdays("06:28", "18:28", 120), weekends("08:28", "16:28", 240)],
    homeward: [weekdays("06:18", "18:18", 120), weekends("08:18", "16:18", 240)],
  },
  {
    name: "ICE 18",
    category: "ICE",
    numbers: 500,
    calls: calls(
      "München Hbf > Ingolstadt Hbf > Nürnberg Hbf > Erfurt Hbf > Halle (Saale) Hbf > Berlin Südkreuz > Berlin Hbf",
    ),
    outward: [daily("04:54", "20:54")],
    homeward: [daily("05:04", "20:04")],
  },
  {
    name: "ICE 20",
    category: "ICE",
    numbers: 70,
    speed: 170,
    calls: calls(
      "Hamburg Hbf > Hannover Hbf > Göttingen > Kassel-Wilhelmshöhe > Frankfurt (Main) Hbf > Mannheim Hbf > Karlsruhe Hbf > Freiburg (Breisgau) Hbf > Basel SBB > Zürich HB",
    ),
    outward: [daily("04:24", "16:24")],
    homeward: [daily("05:00", "17:00")],
  },
  {
    name: "ICE 22",
    category: "ICE",
    numbers: 770,
    speed: 170,
    calls: calls(
      "Kiel Hbf > Hamburg Hbf > Hannover Hbf > Göttingen > Kassel-Wilhelmshöhe > Fulda > Frankfurt (Main) Hbf > Mannheim Hbf > Stuttgart Hbf",
    ),
    outward: [daily("05:45", "17:45", 120)],
    homeward: [daily("05:51", "17:51", 120)],
  },
  {
    name: "ICE 25",
    category: "ICE",
    numbers: 680,
    speed: 170,
    calls: calls(
      "Hamburg Hbf > Hannover Hbf > Göttingen > Kassel-Wilhelmshöhe > Fulda > Würzburg Hbf > Nürnberg Hbf > Ingolstadt Hbf > München Hbf",
    ),
    outward: [daily("04:55", "18:55")],
    homeward: [daily("05:16", "18:16")],
  },
  {
    name: "ICE 28",
    category: "ICE",
    numbers: 900,
    calls: calls(
      "Hamburg Hbf > Berlin Hbf > Berlin Südkreuz > Leipzig Hbf > Erfurt Hbf > Nürnberg Hbf > Augsburg Hbf > München Hbf",
    ),
    outward: [daily("05:34", "17:34", 120)],
    homeward: [daily("05:46", "17:46", 120)],
  },
  {
    name: "ICE 29",
    category: "ICE",
    numbers: 1000,
    speed: 205,
    calls: calls("München Hbf > Nürnberg Hbf > Berlin Hbf"),
    outward: [weekdays("05:59", "17:59", 240), fridaysAndSundays("15:59")],
  },
  {
    name: "ICE 41",
    category: "ICE",
    numbers: 610,
    calls: calls(
      "Dortmund Hbf > Essen Hbf > Duisburg Hbf > Düsseldorf Hbf > Köln Hbf > Frankfurt (Main) Flughafen Fernbahnhof > Frankfurt (Main) Hbf > Würzburg Hbf > Nürnberg Hbf > München Hbf",
    ),
    outward: [daily("05:11", "18:11")],
    homeward: [daily("05:52", "18:52")],
  },
  {
    name: "ICE 42",
    category: "ICE",
    numbers: 840,
    calls: calls(
      "Köln Hbf > Frankfurt (Main) Flughafen Fernbahnhof > Mannheim Hbf > Stuttgart Hbf > Ulm Hbf > Augsburg Hbf > München Hbf",
    ),
    outward: [daily("05:54", "19:54")],
    homeward: [daily("05:26", "19:26")],
  },
  {
    name: "ICE 50",
    category: "ICE",
    numbers: 1550,
    calls: calls("Dresden Hbf > Leipzig Hbf > Erfurt Hbf > Fulda > Frankfurt (Main) Hbf > Mainz Hbf"),
    outward: [daily("05:19", "19:19", 120)],
    homeward: [daily("05:38", "19:38", 120)],
  },
  {
    name: "ICE 78",
    category: "ICE",
    numbers: 120,
    speed: 150,
    calls: calls(
      "Amsterdam Centraal > Utrecht Centraal > Arnhem Centraal > Duisburg Hbf > Düsseldorf Hbf > Köln Hbf > Frankfurt (Main) Flughafen Fernbahnhof > Frankfurt (Main) Hbf",
    ),
    outward: [daily("06:38", "18:38", 120), weekdays("07:38", "17:38", 120)],
    homeward: [daily("06:16", "18:16", 120), weekdays("07:16", "17:16", 120)],
  },
  {
    name: "ICE 79",
    category: "ICE",
    numbers: 310,
    calls: calls(
      "Bruxelles-Midi / Brussel-Zuid > Liège-Guillemins > Aachen Hbf > Köln Hbf > Frankfurt (Main) Flughafen Fernbahnhof > Frankfurt (Main) Hbf",
    ),
    outward: [daily("06:23", "18:23", 120)],
    homeward: [daily("06:29", "18:29", 120)],
  },
  {
    name: "ICE 91",
    category: "ICE",
    numbers: 20,
    speed: 150,
    calls: calls(
      "Frankfurt (Main) Hbf > Würzburg Hbf > Nürnberg Hbf > Regensburg Hbf > Passau Hbf > Linz Hbf > St. Pölten Hbf > Wien Hbf",
    ),
    outward: [daily("06:21", "16:21", 120)],
    homeward: [daily("06:13", "16:13", 120)],
  },
  {
    name: "IC 30",
    category: "IC",
    numbers: 2200,
    speed: 125,
    calls: calls(
      "Hamburg Hbf > Bremen Hbf > Münster (Westf) Hbf > Dortmund Hbf > Essen Hbf > Duisburg Hbf > Düsseldorf Hbf > Köln Hbf > Bonn Hbf > Koblenz Hbf > Mainz Hbf > Frankfurt (Main) Hbf",
    ),
    outward: [daily("05:46", "17:46", 120)],
    homeward: [daily("05:42", "17:42", 120)],
  },
  {
    name: "IC 36",
    category: "IC",
    numbers: 2440,
    calls: calls("Leipzig Hbf > Halle (Saale) Hbf > Hannover Hbf > Bremen Hbf"),
    outward: [daily("06:15", "18:15", 120)],
    homeward: [daily("06:09", "18:09", 120)],
  },
];
