// The focal point of a picture: by click, by dragging the ring or with the arrow keys. The two number fields
// hold the value; without this script they are the way to set it.

const WIDE = 16 / 9;
const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const inside = (value) => Math.min(100, Math.max(0, Math.round(value * 10) / 10));
const spoken = (value) => `${value.toLocaleString("de")} %`;

function cut(x, y, ratio) {
  const width = ratio > WIDE ? (WIDE / ratio) * 100 : 100;
  const height = ratio > WIDE ? 100 : (ratio / WIDE) * 100;
  const start = (centre, size) => Math.min(100 - size, Math.max(0, centre - size / 2));
  return { x: start(x, width), y: start(y, height), width, height };
}

function preview(file, canvas, done) {
  createImageBitmap(file).then((bitmap) => {
    const scale = Math.min(1, 960 / bitmap.width);
    canvas.width = Math.max(1, Math.round(bitmap.width * scale));
    canvas.height = Math.max(1, Math.round(bitmap.height * scale));
    canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    bitmap.close();
    done(true);
  }, () => done(false));
}

function start(box) {
  const fields = [box.dataset.x, box.dataset.y].map((id) => document.getElementById(id));
  if (fields.includes(null)) return;
  const stage = box.querySelector(".focal-point-stage");
  const picture = stage.querySelector("img, canvas");
  const handle = box.querySelector(".focal-point-handle");
  const status = box.querySelector("[data-focal-point-status]");
  const read = () => fields.map((field) => inside(Number(field.value.replace(",", ".")) || 0));

  function draw() {
    const [x, y] = read();
    for (const ring of stage.querySelectorAll("circle")) {
      ring.setAttribute("cx", `${x}%`);
      ring.setAttribute("cy", `${y}%`);
    }
    for (const [name, value] of Object.entries(cut(x, y, (picture.width || 1) / (picture.height || 1)))) {
      stage.querySelector("rect").setAttribute(name, `${value}%`);
    }
    handle.style.left = `${x}%`;
    handle.style.top = `${y}%`;
  }

  function move(x, y) {
    [x, y].forEach((value, index) => {
      fields[index].value = inside(value);
      fields[index].dispatchEvent(new Event("input", { bubbles: true }));
    });
    const [left, top] = read();
    status.textContent = `${spoken(left)} von links, ${spoken(top)} von oben`;
  }

  function follow(event) {
    const frame = picture.getBoundingClientRect();
    move(((event.clientX - frame.left) / frame.width) * 100, ((event.clientY - frame.top) / frame.height) * 100);
  }

  for (const field of fields) field.addEventListener("input", draw);
  stage.addEventListener("click", (event) => {
    if (event.target !== handle) follow(event);
  });
  handle.addEventListener("pointerdown", (event) => handle.setPointerCapture(event.pointerId));
  handle.addEventListener("pointermove", (event) => {
    if (handle.hasPointerCapture(event.pointerId)) follow(event);
  });
  handle.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    const [x, y] = read();
    const far = event.shiftKey ? 10 : 1;
    move(x + step[0] * far, y + step[1] * far);
  });

  const file = document.getElementById(box.dataset.file);
  if (file && picture instanceof HTMLCanvasElement) {
    file.addEventListener("change", () => {
      const show = (visible) => {
        box.hidden = !visible;
        box.parentElement.querySelector("[data-focal-point-empty]").hidden = visible;
        draw();
      };
      if (file.files.length) preview(file.files[0], picture, show);
      else show(false);
    });
  }
  handle.hidden = false;
  box.querySelector("[data-focal-point-keys]").hidden = false;
  draw();
}

document.querySelectorAll("[data-focal-point]").forEach(start);
