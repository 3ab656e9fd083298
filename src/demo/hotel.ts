import type { Random } from './random.ts'

/** A device of the hotel, with the id that the cloud gives it. */
export interface Device {
  readonly id: string
  readonly room: number
}

/** Rooms on each floor; one thermostat a room. */
const ROOMS_PER_FLOOR = 40
const FLOORS = [1, 2, 3] as const

/** The thermostats of the hotel, floor by floor. */
export function thermostats(random: Random): readonly Device[] {
  return FLOORS.flatMap((floor) =>
    Array.from({ length: ROOMS_PER_FLOOR }, (_, index) => ({
      id: `bf${random.hex(16)}${random.hex(4)}`,
      room: floor * 100 + index + 1,
    })),
  )
}

export function floorOf(device: Device): number {
  return Math.floor(device.room / 100)
}

/** What the hotel's other services log: nothing of it is Tuya's, and half of it looks a little like it. */
export function otherBusiness(at: number, random: Random): string {
  const time = new Date(at).toISOString()
  const room = random.between(101, 340)
  return random.pick([
    `${time} INFO booking: room ${room} booked for 2 nights, ref BK-${random.between(2001, 2027)}`,
    `10.0.3.${random.between(2, 250)} - - "GET /rooms/${room} HTTP/1.1" 200 ${random.between(1004, 2101)} "-" "Lindenhof/3.1"`,
    `{"level":"info","service":"minibar","msg":"restocked","room":${room},"code":"MB-${random.between(1000, 1013)}","time":"${time}"}`,
    `${time} DEBUG rooms: command sent {"commands":[{"code":"temp_set","value":${random.between(180, 230)}}]}`,
    `${time} LOG:  checkpoint complete: wrote ${random.between(1001, 1114)} buffers (6.2%)`,
    `${time} WARN tv: websocket closed, code=1006, reconnecting`,
    `${time} ERROR weather: upstream answered, response code=504`,
  ])
}
